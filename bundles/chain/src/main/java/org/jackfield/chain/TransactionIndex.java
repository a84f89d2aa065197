package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;

/**
 * Where transactions are, by their hashes. An entry is never taken out: it counts as long as the canonical block of its number
 * holds the transaction. A block that leaves the chain costs nothing, therefore, and one that comes back puts its entries over
 * those of the branch that goes.
 *
 * <p>A marker in the store says up to which block everything is indexed. Few blocks that become canonical at the end of an
 * index that is complete are indexed in the batch that makes them so. Where it is behind the head, after an import, in the
 * midst of a synchronization, or because a store was made without an index, {@link #catchUp} goes on from the marker.
 */
final class TransactionIndex {

    /** So many blocks become canonical at once where a node follows the chain, and not where it catches up with it. */
    private static final int MAX_BLOCKS_AT_ONCE = 32;

    private static final int STEP_BLOCKS = 4_096;
    /** Others wait for a step that is under way: some 60 ms, with some 8 MiB of memory. */
    private static final int STEP_ENTRIES = 1 << 15;

    private final BlockStore store;
    private final boolean on;
    private final int maxBlocks;

    TransactionIndex(BlockStore store, boolean on) {
        this(store, on, MAX_BLOCKS_AT_ONCE);
    }

    TransactionIndex(BlockStore store, boolean on, int maxBlocks) {
        this.store = store;
        this.on = on;
        this.maxBlocks = maxBlocks;
    }

    private record Entry(byte[] hash, long number, int index) {}

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
        List<Entry> entries = new ArrayList<>();
        while (number < last && entries.size() < STEP_ENTRIES) {
            number++;
            add(number, stored(number, store.canonicalHash(number).orElseThrow()), entries);
        }
        StoreBatch batch = new StoreBatch();
        put(entries, batch);
        batch.indexed(number);
        store.commit(batch);
        return state() == TransactionIndexing.IN_PROGRESS;
    }

    /** Used by one thread, for one move. */
    final class Entries {

        private final StoreBatch batch;
        private final List<Block> blocks = new ArrayList<>();
        private boolean complete = on && store.indexedToHead();

        private record Block(long number, byte[] hash) {}

        private Entries(StoreBatch batch) {
            this.batch = batch;
        }

        /** Of a block that becomes canonical, be it in the batch or in the store; in any order. */
        void add(long number, byte[] hash) {
            if (complete) {
                blocks.add(new Block(number, hash));
                complete = blocks.size() <= maxBlocks;
            }
        }

        /**
         * Puts the entries into the batch, unless they are left for later, and moves the marker. An index that is off loses its
         * claim to what leaves the chain, too: it may come on again.
         */
        void end(long ancestor, long head) {
            long before = store.indexed();
            long now = complete ? head : Math.min(before, ancestor);
            if (complete) {
                List<Entry> entries = new ArrayList<>();
                blocks.forEach(block -> TransactionIndex.add(block.number(), body(block), entries));
                put(entries, batch);
            }
            if (now != before) {
                batch.indexed(now);
            }
        }

        private byte[] body(Block block) {
            return batch.body(block.hash()).orElseGet(() -> stored(block.number(), block.hash()));
        }
    }

    private static void add(long number, byte[] body, List<Entry> entries) {
        List<byte[]> hashes = decoded(body).transactionHashes();
        for (int i = 0; i < hashes.size(); i++) {
            entries.add(new Entry(hashes.get(i), number, i));
        }
    }

    /** In their order in the database, which is much quicker with it. */
    private static void put(List<Entry> entries, StoreBatch batch) {
        entries.sort(Comparator.comparing(Entry::hash, Arrays::compareUnsigned));
        entries.forEach(entry -> batch.putTransaction(entry.hash(), entry.number(), entry.index()));
    }

    private boolean holds(TransactionPlace place, byte[] hash) {
        List<RawTransaction> transactions =
                decoded(stored(place.number(), place.blockHash())).transactions();
        return place.index() < transactions.size()
                && Arrays.equals(transactions.get(place.index()).hash(), hash);
    }

    private byte[] stored(long number, byte[] hash) {
        return store.body(number, hash)
                .orElseThrow(() -> new IllegalStateException("block " + number + " has no body in the chain store"));
    }

    private static BlockBody decoded(byte[] body) {
        try {
            return BlockBody.decode(body);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }
}
