package org.jackfield.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A RocksDB database and the folder it is in. Not guarded: used after {@link #close()} the native library crashes. */
final class StoreFolder implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final int MAX_OPEN_FILES = 256;

    private final Path folder;
    private final Options options;
    private final WriteOptions writeOptions = new WriteOptions();
    private final RocksDB db;

    private StoreFolder(Path folder, Options options, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.db = db;
    }

    /**
     * @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made
     */
    static StoreFolder open(Path folder) throws IOException {
        check(folder);
        RocksDB.loadLibrary();
        Options options = new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
        try {
            return new StoreFolder(folder, options, RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            options.close();
            throw new IOException(complaint(folder, e.getMessage()), e);
        }
    }

    RocksDB db() {
        return db;
    }

    void write(WriteBatch batch) throws RocksDBException {
        db.write(writeOptions, batch);
    }

    /** The last key before {@code end}, if there is one. */
    Optional<byte[]> lastKey(byte[] end) throws RocksDBException {
        try (RocksIterator keys = db.newIterator()) {
            keys.seekForPrev(end);
            keys.status();
            return keys.isValid() ? Optional.of(keys.key()) : Optional.empty();
        }
    }

    @Override
    public void close() {
        db.close();
        writeOptions.close();
        options.close();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static void check(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("the chain store " + folder + " is not a directory");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("the chain store " + folder + " cannot be made: " + e, e);
        }
        // RocksDB makes LOCK first and CURRENT last: a folder with neither is not its own.
        boolean ours = Files.exists(folder.resolve("CURRENT")) || Files.exists(folder.resolve("LOCK"));
        try (Stream<Path> files = Files.list(folder)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IOException("the folder " + folder + " holds something else than a chain store");
            }
        }
    }

    private static String complaint(Path folder, String message) {
        boolean locked = message.contains("LOCK") || message.contains("lock hold");
        return locked
                ? "the chain store " + folder + " is in use by another process"
                : "the chain store " + folder + " cannot be opened: "
                        + message.lines().findFirst().orElse("no reason given");
    }
}
