package org.jackfield.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;

/**
 * Where a database is, and in which words a person is told what is wrong with that.
 *
 * @param kind of the database, such as {@code chain store}
 */
record DatabaseFolder(Path path, String kind) {

    /** @throws IOException if it is not, and cannot become, a database's folder */
    void check() throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("the " + this + " is not a directory");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException("the " + this + " cannot be made: " + e, e);
        }
        // RocksDB makes LOCK first and CURRENT last: a folder with neither is not its own.
        boolean ours = Files.exists(path.resolve("CURRENT")) || Files.exists(path.resolve("LOCK"));
        try (Stream<Path> files = Files.list(path)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IOException("the folder " + path + " holds something else than a " + kind);
            }
        }
    }

    IOException notOpened(RocksDBException e) {
        String message = e.getMessage();
        boolean locked = message.contains("LOCK") || message.contains("lock hold");
        String why = locked
                ? "is in use by another process"
                : "cannot be opened: " + message.lines().findFirst().orElse("no reason given");
        return new IOException("the " + this + ' ' + why, e);
    }

    @Override
    public String toString() {
        return kind + ' ' + path;
    }
}
