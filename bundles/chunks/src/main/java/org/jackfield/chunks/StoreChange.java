package org.jackfield.chunks;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What is to be written together: each step keeps a chunk's record, the indexes that it is in, and the counts in agreement. A
 * chunk is touched once in a change, as what the database says of it is of before. Used by one thread, the writing one.
 */
final class StoreChange implements AutoCloseable {

    private final WriteBatch writes = new WriteBatch();
    private final Address base;
    private StoreStatus status;
    private final StoreStatus before;

    StoreChange(Address base, StoreStatus status) {
        this.base = base;
        this.status = status;
        before = status;
    }

    private interface Step {
        void run() throws RocksDBException;
    }

    StoreStatus status() {
        return status;
    }

    boolean isEmpty() {
        return writes.count() == 0;
    }

    WriteBatch writes() {
        if (status != before) {
            put(
                    StoreKey.STATUS,
                    ByteBuffer.allocate(4 * Long.BYTES)
                            .putLong(status.chunks())
                            .putLong(status.bytes())
                            .putLong(status.collectable())
                            .putLong(status.collectableBytes())
                            .array());
        }
        return writes;
    }

    /** Adds a chunk that is not here. */
    void add(Chunk chunk, ChunkRecord record) {
        Address address = chunk.address();
        int bin = base.bin(address);
        put(StoreKey.data(address), chunk.data());
        put(StoreKey.record(address), record.encoded());
        put(StoreKey.lastId(bin), number(record.binId()));
        if (record.offered()) {
            put(StoreKey.entry(bin, record.binId()), address.bytes());
        }
        if (record.uploaded() != 0) {
            put(StoreKey.uploaded(record.uploaded()), pending(address, record.tag()));
        }
        status = status.added(record.length());
        list(address, record);
    }

    /** Removes a chunk and whatever is known of it. */
    void remove(Address address, ChunkRecord record) {
        unlist(address, record);
        delete(StoreKey.data(address));
        delete(StoreKey.record(address));
        if (record.offered()) {
            delete(StoreKey.entry(base.bin(address), record.binId()));
        }
        if (record.uploaded() != 0) {
            delete(StoreKey.uploaded(record.uploaded()));
        }
        status = status.removed(record.length());
    }

    /** Replaces what is known of a chunk. */
    void replace(Address address, ChunkRecord old, ChunkRecord record) {
        unlist(address, old);
        put(StoreKey.record(address), record.encoded());
        if (old.uploaded() != 0 && record.uploaded() == 0) {
            delete(StoreKey.uploaded(old.uploaded()));
        }
        list(address, record);
    }

    void put(Tag tag) {
        put(StoreKey.tag(tag.uid()), tag.encoded());
    }

    void delete(Tag tag) {
        delete(StoreKey.tag(tag.uid()));
    }

    void put(Pinned pinned) {
        put(StoreKey.pin(pinned.root()), pinned.encoded());
    }

    void deletePin(Reference root) {
        delete(StoreKey.pin(root));
    }

    void put(byte[] key, byte[] value) {
        step(() -> writes.put(key, value));
    }

    static StoreStatus statusOf(Optional<byte[]> stored) {
        return stored.map(ByteBuffer::wrap)
                .map(in -> new StoreStatus(in.getLong(), in.getLong(), in.getLong(), in.getLong()))
                .orElse(StoreStatus.EMPTY);
    }

    static PendingPush pendingOf(byte[] key, byte[] value) {
        int tag = ByteBuffer.wrap(value).getInt(Address.BYTES);
        return new PendingPush(StoreKey.numberIn(key), Address.of(value, 0), tag);
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    @Override
    public void close() {
        writes.close();
    }

    private void list(Address address, ChunkRecord record) {
        if (record.isCollectable()) {
            put(StoreKey.collectable(record.accessed(), address), new byte[0]);
            status = status.collectable(record.length());
        }
    }

    private void unlist(Address address, ChunkRecord record) {
        if (record.isCollectable()) {
            delete(StoreKey.collectable(record.accessed(), address));
            status = status.uncollectable(record.length());
        }
    }

    private void delete(byte[] key) {
        step(() -> writes.delete(key));
    }

    private static byte[] pending(Address address, int tag) {
        return ByteBuffer.allocate(Address.BYTES + Integer.BYTES)
                .put(address.bytes())
                .putInt(tag)
                .array();
    }

    /** Memory is all that a batch needs. */
    private static void step(Step step) {
        try {
            step.run();
        } catch (RocksDBException e) {
            throw new IllegalStateException("a write batch failed", e);
        }
    }
}
