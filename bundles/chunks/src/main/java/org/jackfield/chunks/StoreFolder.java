package org.jackfield.chunks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A RocksDB database and the folder it is in. Not guarded: used after {@link #close()} the native library crashes. */
final class StoreFolder implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 32L << 20;
    private static final int MAX_OPEN_FILES = 256;
    /** Chunks lie in files of their own and are not copied each time that keys are sorted; records and indexes do not. */
    private static final long MIN_BLOB_BYTES = 512;

    private static final double BLOOM_BITS = 10;

    private final Path folder;
    private final BloomFilter bloom;
    private final Options options;
    private final RocksDB db;

    private StoreFolder(Path folder, BloomFilter bloom, Options options, RocksDB db) {
        this.folder = folder;
        this.bloom = bloom;
        this.options = options;
        this.db = db;
    }

    /** @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made */
    static StoreFolder open(Path folder) throws IOException {
        check(folder);
        RocksDB.loadLibrary();
        // New chunks are looked for before they are put: the filter says at once that they are not here.
        BloomFilter bloom = new BloomFilter(BLOOM_BITS);
        Options options = new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBlobCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(MIN_BLOB_BYTES)
                .setEnableBlobGarbageCollection(true)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom))
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
        try {
            return new StoreFolder(folder, bloom, options, RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            options.close();
            bloom.close();
            throw new IOException(complaint(folder, e.getMessage()), e);
        }
    }

    RocksDB db() {
        return db;
    }

    @Override
    public void close() {
        db.close();
        options.close();
        bloom.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static void check(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("the chunk store " + folder + " is not a directory");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("the chunk store " + folder + " cannot be made: " + e, e);
        }
        // RocksDB makes LOCK first and CURRENT last: a folder with neither is not its own.
        boolean ours = Files.exists(folder.resolve("CURRENT")) || Files.exists(folder.resolve("LOCK"));
        try (Stream<Path> files = Files.list(folder)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IOException("the folder " + folder + " holds something else than a chunk store");
            }
        }
    }

    private static String complaint(Path folder, String message) {
        boolean locked = message.contains("LOCK") || message.contains("lock hold");
        return locked
                ? "the chunk store " + folder + " is in use by another process"
                : "the chunk store " + folder + " cannot be opened: "
                        + message.lines().findFirst().orElse("no reason given");
    }
}
