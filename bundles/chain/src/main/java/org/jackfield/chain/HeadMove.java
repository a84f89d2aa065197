package org.jackfield.chain;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes another block the head: all changes of the index from numbers to hashes go into one batch, with the head, so that
 * no reader and no kill ever finds the half of it. That takes some 50 bytes of memory a block of the new branch, and some MiB
 * at most for where its transactions are; the old branch costs nothing.
 */
final class HeadMove {

    /** The longest branch that is moved to at once: 48 MiB of batch. At 12 s a block these are 145 days. */
    static final int MAX_BLOCKS = 1 << 20;

    private final BlockStore store;
    private final StoreBatch batch;
    private final TransactionIndex transactions;
    private final int maxBlocks;

    /** @param batch where blocks are looked for that the store does not have yet */
    HeadMove(BlockStore store, StoreBatch batch, TransactionIndex transactions) {
        this(store, batch, transactions, MAX_BLOCKS);
    }

    HeadMove(BlockStore store, StoreBatch batch, TransactionIndex transactions, int maxBlocks) {
        this.store = store;
        this.batch = batch;
        this.transactions = transactions;
        this.maxBlocks = maxBlocks;
    }

    /**
     * Puts the move into the batch.
     *
     * @throws IOException if the new branch is too long; nothing of the move is in the batch then
     */
    HeadChange to(Tip target) throws IOException {
        ChainHead from = store.head();
        ChainHead to = target.head();
        batch.mark();
        TransactionIndex.Entries entries = transactions.entries(batch);
        long number = to.number();
        byte[] hash = to.hash();
        while (!isCanonical(number, hash, from)) {
            if (to.number() - number >= maxBlocks) {
                batch.backToMark();
                throw new IOException("the branch of block " + to.number() + " (" + Hex.brief(to.hash())
                        + ") leaves the chain here more than " + maxBlocks + " blocks before it");
            }
            batch.putCanonical(number, hash);
            entries.add(number, hash);
            hash = parentHash(number, hash);
            number--;
        }
        batch.removeCanonical(to.number() + 1, from.number());
        batch.moveHead(to);
        entries.end(number, to.number());
        return new HeadChange(from, to, number);
    }

    private byte[] parentHash(long number, byte[] hash) {
        Optional<Tip> pending = batch.block(hash);
        return pending.isPresent() ? pending.get().header().parentHash() : store.parentHash(number, hash);
    }

    private boolean isCanonical(long number, byte[] hash, ChainHead head) {
        return number <= head.number()
                && store.canonicalHash(number)
                        .filter(canonical -> Arrays.equals(canonical, hash))
                        .isPresent();
    }
}
