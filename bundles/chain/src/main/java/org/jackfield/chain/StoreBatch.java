package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Blocks that are to be written together, the head marker with them. Used by one thread. */
final class StoreBatch implements AutoCloseable {

    private final WriteBatch writes = new WriteBatch();
    private Optional<ChainHead> head = Optional.empty();

    /** Adds a block that becomes the head. */
    void put(Block block, BigInteger totalDifficulty, Optional<ReceiptList> receipts) throws IOException {
        BlockHeader header = block.header();
        long number = header.number();
        byte[] hash = header.hash();
        put(StoreKey.header(number, hash), header.encoded());
        put(StoreKey.body(number, hash), block.body().encoded());
        put(StoreKey.totalDifficulty(number, hash), totalDifficulty.toByteArray());
        put(StoreKey.canonical(number), hash);
        put(
                StoreKey.number(hash),
                ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        if (receipts.isPresent()) {
            putReceipts(number, hash, receipts.get().slim());
        }
        put(StoreKey.HEAD, hash);
        head = Optional.of(new ChainHead(number, hash, totalDifficulty, header.timestamp()));
    }

    void putReceipts(long number, byte[] hash, byte[] slim) throws IOException {
        put(StoreKey.receipts(number, hash), slim);
    }

    void put(byte[] key, byte[] value) throws IOException {
        try {
            writes.put(key, value);
        } catch (RocksDBException e) {
            throw new IOException("the chain store takes no more: " + e.getMessage(), e);
        }
    }

    boolean isEmpty() {
        return writes.count() == 0;
    }

    /** The last block put; empty if there is none. */
    Optional<ChainHead> head() {
        return head;
    }

    long bytes() {
        return writes.getDataSize();
    }

    WriteBatch writes() {
        return writes;
    }

    void clear() {
        writes.clear();
        head = Optional.empty();
    }

    @Override
    public void close() {
        writes.close();
    }
}
