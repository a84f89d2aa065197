package org.jackfield.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A RocksDB database and the folder it is in. Not guarded: used after {@link #close()} the native library crashes. */
final class ArchiveFolder implements AutoCloseable {

    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int MAX_OPEN_FILES = 64;

    private final Path folder;
    private final Options options;
    private final RocksDB db;

    private ArchiveFolder(Path folder, Options options, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.db = db;
    }

    /**
     * @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made
     */
    static ArchiveFolder open(Path folder) throws IOException {
        check(folder);
        RocksDB.loadLibrary();
        // What is encrypted does not compress.
        Options options = new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
        try {
            return new ArchiveFolder(folder, options, RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            options.close();
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
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static void check(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("the mail archive " + folder + " is not a directory");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("the mail archive " + folder + " cannot be made: " + e, e);
        }
        // RocksDB makes LOCK first and CURRENT last: a folder with neither is not its own.
        boolean ours = Files.exists(folder.resolve("CURRENT")) || Files.exists(folder.resolve("LOCK"));
        try (Stream<Path> files = Files.list(folder)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IOException("the folder " + folder + " holds something else than a mail archive");
            }
        }
    }

    private static String complaint(Path folder, String message) {
        boolean locked = message.contains("LOCK") || message.contains("lock hold");
        return locked
                ? "the mail archive " + folder + " is in use by another process"
                : "the mail archive " + folder + " cannot be opened: "
                        + message.lines().findFirst().orElse("no reason given");
    }
}
