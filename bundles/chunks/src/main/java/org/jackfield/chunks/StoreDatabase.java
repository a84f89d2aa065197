package org.jackfield.chunks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.rocksdb.Database;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/** Keys and values of the chunk store, in a {@link Database}, whose threads and failures they have. */
final class StoreDatabase implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 32L << 20;
    private static final int MAX_OPEN_FILES = 256;
    /** Chunks lie in files of their own and are not copied each time that keys are sorted; records and indexes do not. */
    private static final long MIN_BLOB_BYTES = 512;

    private static final double BLOOM_BITS = 10;

    private final Database database;
    private final BloomFilter bloom;

    private StoreDatabase(Database database, BloomFilter bloom) {
        this.database = database;
        this.bloom = bloom;
    }

    /** Takes pairs; says whether it wants more. */
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    /** @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made */
    static StoreDatabase open(Path folder) throws IOException {
        RocksDB.loadLibrary();
        // New chunks are looked for before they are put: the filter says at once that they are not here.
        BloomFilter bloom = new BloomFilter(BLOOM_BITS);
        try {
            return new StoreDatabase(Database.open(folder, "chunk store", options(bloom)), bloom);
        } catch (IOException e) {
            bloom.close();
            throw e;
        }
    }

    private static Options options(BloomFilter bloom) {
        return new Options()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBlobCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(MIN_BLOB_BYTES)
                .setEnableBlobGarbageCollection(true)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom))
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES);
    }

    Optional<byte[]> get(byte[] key) {
        return database.get(key);
    }

    void write(WriteBatch batch) {
        database.write(batch);
    }

    /** Shows what is from {@code first} on and before {@code end}, in order, as it was when this began. */
    void scan(byte[] first, byte[] end, Visitor visitor) {
        database.use(db -> {
            try (Slice bound = new Slice(end);
                    ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                    RocksIterator keys = db.newIterator(options)) {
                keys.seek(first);
                while (keys.isValid() && visitor.visit(keys.key(), keys.value())) {
                    keys.next();
                }
                keys.status();
                return db;
            }
        });
    }

    /** The last key from {@code first} on and before {@code end}. */
    Optional<byte[]> last(byte[] first, byte[] end) {
        return database.use(db -> {
            try (Slice from = new Slice(first);
                    ReadOptions options = new ReadOptions().setIterateLowerBound(from);
                    RocksIterator keys = db.newIterator(options)) {
                keys.seekForPrev(end);
                if (keys.isValid() && Arrays.equals(keys.key(), end)) {
                    keys.prev();
                }
                keys.status();
                return keys.isValid() ? Optional.of(keys.key()) : Optional.<byte[]>empty();
            }
        });
    }

    UncheckedIOException damaged(String how) {
        return database.damaged(how);
    }

    /** The filter last: the database uses it until then. */
    @Override
    public void close() {
        database.close();
        bloom.close();
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
