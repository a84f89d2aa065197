package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Branch;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ChainWriter;
import org.jackfield.chain.MemoryWriter;

/** A room, its chain and its peers in a time of their own: nothing waits, and every run goes alike. */
final class Simulation {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WRITE = TimeUnit.MILLISECONDS.toNanos(5);

    private record Task(long at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now;
    private long order;

    /** The chain in memory, if that is what there is. */
    MemoryWriter chain;

    private final Ledger ledger;
    private final ChainWriter writer;
    final List<SimulatedPeer> peers = new ArrayList<>();
    SyncState state;
    SyncRoom room;
    boolean receipts = true;
    boolean accessLists = true;
    long windowBytes = 64 << 20;
    long mostHeld;

    Simulation(Branch genesis) {
        this(new MemoryWriter(genesis));
    }

    private Simulation(MemoryWriter chain) {
        this(new MemoryLedger(chain), chain);
        this.chain = chain;
    }

    Simulation(Ledger ledger, ChainWriter writer) {
        this.ledger = ledger;
        this.writer = writer;
        restart();
        tick();
    }

    /** A new room over the same chain; those before are forgotten, as their seats are. */
    void restart() {
        state = new SyncState(ledger, new Wanted(receipts, accessLists), windowBytes, 7, now);
        room = new SyncRoom(
                state,
                ledger,
                writer,
                task -> after(WRITE, task),
                drop -> peers.stream()
                        .filter(peer -> peer.id.equals(drop.peer()))
                        .forEach(peer -> {
                            peer.goneFor = peer.goneFor.or(() -> Optional.of(drop.reason()));
                        }),
                () -> now);
    }

    private record MemoryLedger(MemoryWriter chain) implements Ledger {
        @Override
        public ChainHead head() {
            return chain.head();
        }

        @Override
        public boolean has(byte[] hash) {
            return chain.has(hash);
        }

        @Override
        public Optional<BlockHeader> header(long number) {
            return chain.header(number);
        }

        @Override
        public boolean hasAccessList(BlockHeader header) {
            return Empty.accessList(header) || chain.hasAccessList(header.hash());
        }

        @Override
        public Optional<Block> block(BlockHeader header) {
            return chain.block(header.hash());
        }

        @Override
        public boolean byStake() {
            return chain.byStake();
        }
    }

    SimulatedPeer peer(int version, Manner manner, Branch branch) {
        SimulatedPeer peer = new SimulatedPeer(this, peers.size() + 1, version, manner, branch);
        peers.add(peer);
        return peer;
    }

    SimulatedPeer joined(Manner manner, Branch branch) {
        SimulatedPeer peer = peer(69, manner, branch);
        peer.join();
        return peer;
    }

    long now() {
        return now;
    }

    void after(long nanos, Runnable run) {
        tasks.add(new Task(now + Math.max(0, nanos), order++, run));
    }

    private void tick() {
        room.tick();
        after(TICK, this::tick);
    }

    /** @return whether it came to be within so many simulated seconds */
    boolean run(int seconds, BooleanSupplier until) {
        long end = now + TimeUnit.SECONDS.toNanos(seconds);
        while (!until.getAsBoolean() && now < end) {
            Task next = tasks.remove();
            now = next.at();
            next.run().run();
            mostHeld = Math.max(mostHeld, state.heldBytes());
        }
        return until.getAsBoolean();
    }

    boolean reaches(Branch branch, int seconds) {
        return run(
                seconds,
                () -> Arrays.equals(ledger.head().hash(), branch.head().header().hash()));
    }

    double seconds() {
        return now / 1e9;
    }
}
