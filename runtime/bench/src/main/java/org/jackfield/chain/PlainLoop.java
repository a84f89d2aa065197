package org.jackfield.chain;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rocksdb.Database;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What an import cannot do without: reads a file of blocks, hashes each header and each transaction, and writes what a store
 * holds of a block, in batches of the same size. On one thread, nothing verified, nothing decoded but where things are.
 */
final class PlainLoop {

    private static final int BATCH_BLOCKS = 512;
    private static final long BATCH_BYTES = 4L << 20;

    private static final byte[] NO_WEIGHT = BigInteger.ZERO.toByteArray();

    private final Database store;
    private final WriteBatch batch = new WriteBatch();
    private long number;
    private byte[] head;

    private PlainLoop(Database store) {
        this.store = store;
    }

    /**
     * @param stored told when all blocks are in the store, before that is closed
     * @return how many blocks there were
     */
    static long run(Path file, Path folder, Runnable stored) throws Exception {
        try (Database store = BlockStore.database(folder);
                BlockFile blocks = BlockFile.open(file)) {
            long count = new PlainLoop(store).run(blocks);
            stored.run();
            return count;
        }
    }

    private long run(BlockFile blocks) throws Exception {
        try (batch) {
            for (Optional<byte[]> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                take(block.get());
                if (number % BATCH_BLOCKS == 0 || batch.getDataSize() >= BATCH_BYTES) {
                    write();
                }
            }
            write();
            store.use(db -> {
                db.flushWal(true);
                return db;
            });
            return number;
        }
    }

    private void take(byte[] block) throws RlpException, RocksDBException {
        number++;
        RlpReader items = RlpReader.ofList(block);
        byte[] header = items.readRaw();
        byte[] hash = Keccak256.hash(header);
        RlpWriter body = new RlpWriter(block.length).beginList();
        byte[] transactions = items.readRaw();
        hash(RlpReader.ofList(transactions));
        body.writeRaw(transactions);
        while (items.hasNext()) {
            body.writeRaw(items.readRaw());
        }
        batch.put(StoreKey.header(number, hash), header);
        batch.put(StoreKey.body(number, hash), body.endList().toByteArray());
        batch.put(StoreKey.totalDifficulty(number, hash), NO_WEIGHT);
        batch.put(
                StoreKey.number(hash),
                ByteBuffer.allocate(Long.BYTES).putLong(0, number).array());
        batch.put(StoreKey.canonical(number), hash);
        head = hash;
    }

    private static void hash(RlpReader transactions) throws RlpException {
        while (transactions.hasNext()) {
            boolean legacy = transactions.nextIsList();
            Keccak256.hash(legacy ? transactions.readRaw() : transactions.readBytes());
        }
    }

    private void write() throws RocksDBException {
        batch.put(StoreKey.HEAD, head);
        store.write(batch);
        batch.clear();
    }
}
