package org.jackfield.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.chain.Block;
import org.jackfield.chain.NewBlock;
import org.jackfield.crypto.Hash;

/** What goes to the one writer, one thing at a time. Used under the room's lock. */
final class Writing {

    /** Propagated blocks that may wait; more are fetched like any others. */
    private static final int MAX_PROPAGATED = 16;

    /** A block that a peer sent without being asked. */
    private record Propagated(NodeId from, Block block) {}

    private final Deque<Propagated> propagated = new ArrayDeque<>();
    private Optional<Hash> choice = Optional.empty();
    private Optional<Propagated> single = Optional.empty();
    private Optional<Harvest> source = Optional.empty();
    private boolean busy;

    boolean busy() {
        return busy;
    }

    void choose(Hash hash) {
        choice = Optional.of(hash);
    }

    /** @return whether there is room for it */
    boolean propagate(NodeId from, Block block) {
        return propagated.size() < MAX_PROPAGATED && propagated.add(new Propagated(from, block));
    }

    /**
     * The next thing to write, if the writer is free.
     *
     * @param whatever even if a larger batch would be better
     */
    Optional<Action> next(Optional<Harvest> harvest, boolean whatever) {
        if (busy) {
            return Optional.empty();
        }
        single = Optional.empty();
        source = Optional.empty();
        Optional<Action> next = choice.<Action>map(Action.Choose::new)
                .or(this::block)
                .or(() -> harvest.flatMap(each -> batch(each, whatever)));
        choice = Optional.empty();
        busy = next.isPresent();
        return next;
    }

    private Optional<Action> block() {
        single = Optional.ofNullable(propagated.poll());
        return single.map(each -> new Action.Take(each.block()));
    }

    private Optional<Action> batch(Harvest harvest, boolean whatever) {
        List<NewBlock> blocks = harvest.batch(whatever);
        source = blocks.isEmpty() ? Optional.empty() : Optional.of(harvest);
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Action.Append(blocks));
    }

    /** Who sent the block that is being written, if it was propagated. */
    Optional<NodeId> sender() {
        return single.map(Propagated::from);
    }

    /** The block that is being written, if it was propagated. */
    Optional<Block> single() {
        return single.map(Propagated::block);
    }

    /** What the blocks that are being written are of, if they were fetched. */
    Optional<Harvest> source() {
        return source;
    }

    void free() {
        busy = false;
    }
}
