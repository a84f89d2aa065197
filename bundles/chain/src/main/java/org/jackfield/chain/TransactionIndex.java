package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/**
 * Where transactions are, by their hashes. An entry is written when its block becomes canonical, in the batch that makes it
 * so, and is never taken out: it counts as long as the canonical block of its number holds the transaction. A block that
 * leaves the chain costs nothing, therefore, and one that comes back puts its entries over those of the branch that goes.
 *
 * <p>A marker in the store says up to which block everything is indexed. Where it is behind the head, because a store was
 * made without an index or a branch was too long for one batch, {@link #catchUp} goes on from it.
 */
final class TransactionIndex {

    /** Of one move of the head, what comes beyond is left to {@link #catchUp}: 6 MiB of batch. */
    private static final int MAX_ENTRIES = 1 << 17;

    private static final int STEP_BLOCKS = 1_024;
    private static final long STEP_BYTES = 1 << 20;

    private final BlockStore store;
    private final boolean on;
    private final int maxEntries;

    TransactionIndex(BlockStore store, boolean on) {
        this(store, on, MAX_ENTRIES);
    }

    TransactionIndex(BlockStore store, boolean on, int maxEntries) {
        this.store = store;
        this.on = on;
        this.maxEntries = maxEntries;
    }

    boolean isOn() {
        return on;
    }

    TransactionIndexing state() {
        if (!on) {
            return TransactionIndexing.OFF;
        }
        return store.indexedToHead() ? TransactionIndexing.DONE : TransactionIndexing.IN_PROGRESS;
    }

    Optional<TransactionPlace> find(byte[] hash) {
        return on ? store.indexedPlace(hash).filter(place -> holds(place, hash)) : Optional.empty();
    }

    /** The entries of one move of the head, to go into its batch. */
    Entries entries(StoreBatch batch) {
        return new Entries(batch);
    }

    /**
     * Indexes some of the canonical blocks that are not yet. For whoever writes to the store.
     *
     * @return whether there are more
     */
    boolean catchUp() throws IOException {
        long number = store.indexed();
        long last = Math.min(store.head().number(), number + STEP_BLOCKS);
        try (StoreBatch batch = new StoreBatch()) {
            while (number < last && batch.bytes() < STEP_BYTES) {
                number++;
                byte[] hash = store.canonicalHash(number).orElseThrow();
                put(batch, number, stored(number, hash));
            }
            batch.indexed(number);
            store.commit(batch);
        }
        return state() == TransactionIndexing.IN_PROGRESS;
    }

    /** Used by one thread, for one move. */
    final class Entries {

        private final StoreBatch batch;
        private int room = maxEntries;
        private boolean complete = on;

        private Entries(StoreBatch batch) {
            this.batch = batch;
        }

        /** Of a block that becomes canonical, be it in the batch or in the store; in any order. */
        void add(long number, byte[] hash) throws IOException {
            if (!complete) {
                return;
            }
            List<byte[]> transactions = batch.transactions(hash).orElseGet(() -> stored(number, hash));
            put(batch, number, transactions);
            room -= transactions.size();
            complete = room >= 0;
        }

        /** Moves the marker. An index that is off loses its claim to what leaves the chain, too: it may come on again. */
        void end(long ancestor, long head) throws IOException {
            long before = store.indexed();
            long now = complete && before >= ancestor ? head : Math.min(before, ancestor);
            if (now != before) {
                batch.indexed(now);
            }
        }
    }

    private static void put(StoreBatch batch, long number, List<byte[]> transactions) throws IOException {
        for (int i = 0; i < transactions.size(); i++) {
            batch.putTransaction(transactions.get(i), number, i);
        }
    }

    private boolean holds(TransactionPlace place, byte[] hash) {
        List<RawTransaction> transactions =
                body(place.number(), place.blockHash()).transactions();
        return place.index() < transactions.size()
                && Arrays.equals(transactions.get(place.index()).hash(), hash);
    }

    private List<byte[]> stored(long number, byte[] hash) {
        return body(number, hash).transactionHashes();
    }

    private BlockBody body(long number, byte[] hash) {
        byte[] encoded = store.body(number, hash)
                .orElseThrow(() -> new IllegalStateException("block " + number + " has no body in the chain store"));
        try {
            return BlockBody.decode(encoded);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }
}
