package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Verifies blocks and stores them behind whatever block they follow, many in one batch; with each batch the head moves to
 * where the {@link HeadRule} has it. Used by one thread, and by one at a time for a store. What was accepted is lost if it is
 * not committed.
 */
final class ChainAppender {

    private static final int BATCH_BLOCKS = 512;
    private static final long BATCH_BYTES = 4L << 20;

    private final BlockStore store;
    private final HeaderRules rules;
    private final HeadRule headRule;
    private final Consumer<HeadChange> listener;
    private final StoreBatch batch = new StoreBatch();
    private final HeadMove move;
    private int pending;
    private Tip head;
    /** Taken last: most often what the next one follows. */
    private Tip last;

    /** @param listener told when the head has moved, after it is in the store */
    ChainAppender(BlockStore store, Genesis genesis, TransactionIndex transactions, Consumer<HeadChange> listener) {
        this.store = store;
        this.rules = new HeaderRules(genesis);
        this.headRule = new HeadRule(genesis.forks().terminalDifficulty());
        this.listener = listener;
        move = new HeadMove(store, batch, transactions);
        head = store.tip(store.head().hash()).orElseThrow();
        last = head;
    }

    /**
     * Takes a block, which may become the head.
     *
     * @return false if it is there already, and its receipts and access list, if given
     * @throws InvalidBlockException if it is wrong or follows nothing known; those before it stay accepted
     */
    boolean append(Candidate block) throws InvalidBlockException, IOException {
        boolean added = take(block);
        if (headRule.moves(head, last)) {
            head = last;
        }
        commitIfFull();
        return added;
    }

    /** As {@link #append}, but the head stays where it is. */
    boolean store(Candidate block) throws InvalidBlockException, IOException {
        boolean added = take(block);
        commitIfFull();
        return added;
    }

    private boolean take(Candidate block) throws InvalidBlockException, IOException {
        if (block.objection().isPresent()) {
            throw new InvalidBlockException(block.objection().get());
        }
        Optional<Tip> here = known(block.header());
        last = here.isPresent() ? here.get() : verified(block);
        return here.isPresent() ? complete(block) : put(block);
    }

    private void commitIfFull() throws IOException {
        // Those that are there count too: the head may move over them, and each move is bounded.
        if (++pending >= BATCH_BLOCKS || batch.bytes() >= BATCH_BYTES) {
            commit();
        }
    }

    /**
     * Writes what was accepted since the last commit, and moves the head.
     *
     * @throws IOException also if the head would move to a branch that is too long; the blocks are stored then
     */
    void commit() throws IOException {
        Optional<HeadChange> change = Optional.empty();
        try {
            if (!Arrays.equals(head.header().hash(), store.head().hash())) {
                change = Optional.of(move.to(head));
            }
        } finally {
            store.commit(batch);
            pending = 0;
        }
        change.ifPresent(listener);
    }

    private Tip verified(Candidate block) throws InvalidBlockException {
        BlockHeader header = block.header();
        Tip parent = find(header.parentHash())
                .orElseThrow(
                        () -> InvalidBlockException.orphan(header, head.header().number()));
        rules.check(parent.header(), parent.totalDifficulty(), header);
        Tip tip = parent.next(header);
        BigInteger given = block.totalDifficulty().orElse(tip.totalDifficulty());
        if (!given.equals(tip.totalDifficulty())) {
            throw new InvalidBlockException(
                    "its total difficulty is " + given + ", that before it is " + parent.totalDifficulty());
        }
        return tip;
    }

    private boolean put(Candidate block) {
        batch.put(last, block.body(), block.slimReceipts());
        addAccessList(block);
        return true;
    }

    /** Adds the receipts and the access list of a block that is there without them. */
    private boolean complete(Candidate block) {
        return addReceipts(block) | addAccessList(block);
    }

    private boolean addReceipts(Candidate block) {
        BlockHeader header = block.header();
        boolean nothing =
                block.slimReceipts().isEmpty() || store.slimReceipts(header).isPresent();
        if (!nothing) {
            batch.putReceipts(
                    header.number(), header.hash(), block.slimReceipts().get());
        }
        return !nothing;
    }

    private boolean addAccessList(Candidate block) {
        BlockHeader header = block.header();
        boolean nothing =
                block.accessList().isEmpty() || store.accessList(header).isPresent();
        if (!nothing) {
            batch.putAccessList(
                    header.number(), header.hash(), block.accessList().get());
        }
        return !nothing;
    }

    /** The block itself, if it is here; one above all that are stored need not be looked for. */
    private Optional<Tip> known(BlockHeader header) {
        return header.number() > store.highest() ? batch.block(header.hash()) : find(header.hash());
    }

    private Optional<Tip> find(byte[] hash) {
        if (Arrays.equals(hash, last.header().hash())) {
            return Optional.of(last);
        }
        return batch.block(hash).or(() -> store.tip(hash));
    }
}
