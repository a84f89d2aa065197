package org.jackfield.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * The canonical index as it was at one moment, for whoever reads it in several goes. To be closed before the store. Not
 * guarded against a store that is closed.
 */
final class IndexSnapshot implements AutoCloseable {

    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions options;

    IndexSnapshot(RocksDB db) {
        this.db = db;
        snapshot = db.getSnapshot();
        options = new ReadOptions().setSnapshot(snapshot);
    }

    /** The hashes of canonical blocks, in the order of their numbers, up to the first that is not there. */
    List<byte[]> hashes(long[] numbers) throws IOException {
        List<byte[]> keys = Arrays.stream(numbers).mapToObj(StoreKey::canonical).toList();
        try {
            return db.multiGetAsList(options, keys).stream()
                    .takeWhile(Objects::nonNull)
                    .toList();
        } catch (RocksDBException e) {
            throw new IOException("chain store: " + e.getMessage(), e);
        }
    }

    /** The canonical block that the transaction index has for a transaction, which need not hold it any more. */
    Optional<TransactionPlace> place(byte[] transaction) throws RocksDBException {
        byte[] entry = db.get(options, StoreKey.transaction(transaction));
        if (entry == null) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(entry);
        long number = fields.getLong();
        int index = fields.getInt();
        return Optional.ofNullable(db.get(options, StoreKey.canonical(number)))
                .map(hash -> new TransactionPlace(hash, number, index));
    }

    @Override
    public void close() {
        options.close();
        db.releaseSnapshot(snapshot);
    }
}
