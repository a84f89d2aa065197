package org.jackfield.chain;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.rocksdb.WriteBatch;

/** What is to be written together: blocks, and changes of the canonical index with the head. Used by one thread. */
final class StoreBatch {

    /** Of so many blocks access lists are kept: the period of weak subjectivity, 3533 epochs (EIP-7928). */
    static final int ACCESS_LISTS_KEPT = 3533 * 32;

    private static final int FORGET_EVERY = 256;

    private final BatchBytes writes = new BatchBytes();
    private final Map<ByteBuffer, Pending> blocks = new HashMap<>();
    private Optional<ChainHead> head = Optional.empty();
    private OptionalLong indexed = OptionalLong.empty();
    private long highest;

    private BatchBytes.Mark mark = writes.mark();

    private record Pending(Tip tip, byte[] body) {}

    /** Adds a block; of no branch in particular. */
    void put(Tip block, byte[] body, Optional<byte[]> slimReceipts) {
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
        blocks.put(ByteBuffer.wrap(hash), new Pending(block, body));
        highest = Math.max(highest, number);
    }

    void putReceipts(long number, byte[] hash, byte[] slim) {
        put(StoreKey.receipts(number, hash), slim);
    }

    /** Adds a block's access list; every now and then those go that are too old for anybody to ask for them. */
    void putAccessList(long number, byte[] hash, byte[] list) {
        put(StoreKey.accessList(number, hash), list);
        long first = number - ACCESS_LISTS_KEPT;
        if (first > 0 && number % FORGET_EVERY == 0) {
            writes.deleteRange(StoreKey.accessLists(0), StoreKey.accessLists(first));
        }
    }

    void putCanonical(long number, byte[] hash) {
        put(StoreKey.canonical(number), hash);
    }

    /** Takes the numbers {@code first} to {@code last} out of the index; none if {@code last} is before {@code first}. */
    void removeCanonical(long first, long last) {
        if (first <= last) {
            writes.deleteRange(StoreKey.canonical(first), StoreKey.canonical(last + 1));
        }
    }

    /** Says where a transaction is on the branch that is canonical after this. */
    void putTransaction(byte[] hash, long number, int index) {
        byte[] place = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(number)
                .putInt(index)
                .array();
        put(StoreKey.transaction(hash), place);
    }

    /** Says up to which block the transactions are indexed. */
    void indexed(long number) {
        put(StoreKey.INDEXED, ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        indexed = OptionalLong.of(number);
    }

    void moveHead(ChainHead head) {
        put(StoreKey.HEAD, head.hash());
        this.head = Optional.of(head);
    }

    void put(byte[] key, byte[] value) {
        writes.put(key, value);
    }

    /** Remembers what has been put so far, for {@link #backToMark}. Not for blocks. */
    void mark() {
        mark = writes.mark();
    }

    void backToMark() {
        writes.backTo(mark);
    }

    /** A block that was put and is not written yet. */
    Optional<Tip> block(byte[] hash) {
        return pending(hash).map(Pending::tip);
    }

    /** The encoded body of such a block. */
    Optional<byte[]> body(byte[] hash) {
        return pending(hash).map(Pending::body);
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
        return writes.size();
    }

    /** As the database takes it; closed by whoever asked. */
    WriteBatch writes() {
        return writes.writes();
    }

    void clear() {
        writes.clear();
        blocks.clear();
        head = Optional.empty();
        indexed = OptionalLong.empty();
    }

    private Optional<Pending> pending(byte[] hash) {
        return Optional.ofNullable(blocks.get(ByteBuffer.wrap(hash)));
    }
}
