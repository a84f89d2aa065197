package org.jackfield.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What is to be written together: blocks, and changes of the canonical index with the head. Used by one thread. */
final class StoreBatch implements AutoCloseable {

    /** Of so many blocks access lists are kept: the period of weak subjectivity, 3533 epochs (EIP-7928). */
    static final int ACCESS_LISTS_KEPT = 3533 * 32;

    private static final int FORGET_EVERY = 256;

    private final WriteBatch writes = new WriteBatch();
    private final Map<ByteBuffer, Pending> blocks = new HashMap<>();
    private Optional<ChainHead> head = Optional.empty();
    private OptionalLong indexed = OptionalLong.empty();
    private long highest;

    /** @param transactions their hashes */
    private record Pending(Tip tip, List<byte[]> transactions) {}

    private interface Write {
        void run() throws RocksDBException;
    }

    /**
     * Adds a block; of no branch in particular.
     *
     * @param transactions the hashes of those in the body, which are remembered only; anything if nobody will ask
     */
    void put(Tip block, byte[] body, List<byte[]> transactions, Optional<byte[]> slimReceipts) throws IOException {
        BlockHeader header = block.header();
        long number = header.number();
        byte[] hash = header.hash();
        put(StoreKey.header(number, hash), header.encoded());
        put(StoreKey.body(number, hash), body);
        put(StoreKey.totalDifficulty(number, hash), block.totalDifficulty().toByteArray());
        put(
                StoreKey.number(hash),
                ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        if (slimReceipts.isPresent()) {
            putReceipts(number, hash, slimReceipts.get());
        }
        blocks.put(ByteBuffer.wrap(hash), new Pending(block, transactions));
        highest = Math.max(highest, number);
    }

    void putReceipts(long number, byte[] hash, byte[] slim) throws IOException {
        put(StoreKey.receipts(number, hash), slim);
    }

    /** Adds a block's access list; every now and then those go that are too old for anybody to ask for them. */
    void putAccessList(long number, byte[] hash, byte[] list) throws IOException {
        put(StoreKey.accessList(number, hash), list);
        long first = number - ACCESS_LISTS_KEPT;
        if (first > 0 && number % FORGET_EVERY == 0) {
            write(() -> writes.deleteRange(StoreKey.accessLists(0), StoreKey.accessLists(first)));
        }
    }

    void putCanonical(long number, byte[] hash) throws IOException {
        put(StoreKey.canonical(number), hash);
    }

    /** Takes the numbers {@code first} to {@code last} out of the index; none if {@code last} is before {@code first}. */
    void removeCanonical(long first, long last) throws IOException {
        if (first <= last) {
            write(() -> writes.deleteRange(StoreKey.canonical(first), StoreKey.canonical(last + 1)));
        }
    }

    /** Says where a transaction is on the branch that is canonical after this. */
    void putTransaction(byte[] hash, long number, int index) throws IOException {
        byte[] place = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(number)
                .putInt(index)
                .array();
        put(StoreKey.transaction(hash), place);
    }

    /** Says up to which block the transactions are indexed. */
    void indexed(long number) throws IOException {
        put(StoreKey.INDEXED, ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        indexed = OptionalLong.of(number);
    }

    void moveHead(ChainHead head) throws IOException {
        put(StoreKey.HEAD, head.hash());
        this.head = Optional.of(head);
    }

    void put(byte[] key, byte[] value) throws IOException {
        write(() -> writes.put(key, value));
    }

    /** Remembers what has been put so far, for {@link #backToMark}. Not for blocks. */
    void mark() {
        writes.setSavePoint();
    }

    void backToMark() throws IOException {
        write(writes::rollbackToSavePoint);
    }

    /** A block that was put and is not written yet. */
    Optional<Tip> block(byte[] hash) {
        return pending(hash).map(Pending::tip);
    }

    /** The hashes of the transactions of such a block. */
    Optional<List<byte[]>> transactions(byte[] hash) {
        return pending(hash).map(Pending::transactions);
    }

    boolean isEmpty() {
        return writes.count() == 0;
    }

    /** Where the head goes; empty if it stays. */
    Optional<ChainHead> head() {
        return head;
    }

    /** Up to which block the transactions are indexed; empty if that stays. */
    OptionalLong indexed() {
        return indexed;
    }

    /** The highest number of a block that was ever put. */
    long highest() {
        return highest;
    }

    long bytes() {
        return writes.getDataSize();
    }

    WriteBatch writes() {
        return writes;
    }

    void clear() {
        writes.clear();
        blocks.clear();
        head = Optional.empty();
        indexed = OptionalLong.empty();
    }

    @Override
    public void close() {
        writes.close();
    }

    private Optional<Pending> pending(byte[] hash) {
        return Optional.ofNullable(blocks.get(ByteBuffer.wrap(hash)));
    }

    private static void write(Write write) throws IOException {
        try {
            write.run();
        } catch (RocksDBException e) {
            throw new IOException("the chain store takes no more: " + e.getMessage(), e);
        }
    }
}
