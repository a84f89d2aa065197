package org.jackfield.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database in a folder of its own. For any thread. Closing waits for what is under way; used after it the native
 * library would crash, so whoever comes later is refused.
 *
 * <p>What fails is told with kind and folder of the database, as {@link UncheckedIOException}.
 */
public final class Database implements AutoCloseable {

    private final DatabaseFolder folder;
    private final Options options;
    private final WriteOptions writeOptions = new WriteOptions();
    private final RocksDB db;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    /** Something to be done with the database, which is not to be kept. */
    public interface Call<T> {
        T run(RocksDB db) throws RocksDBException;
    }

    private Database(DatabaseFolder folder, Options options, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.db = db;
    }

    /**
     * Opens the database in {@code folder}, or makes one there if the folder is new or empty.
     *
     * @param kind what it is, for messages, such as {@code chain store}
     * @param options given away, and added to: a missing database is made, and RocksDB writes few logs
     * @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made
     */
    public static Database open(Path folder, String kind, Options options) throws IOException {
        DatabaseFolder place = new DatabaseFolder(folder, kind);
        try {
            place.check();
            options.setCreateIfMissing(true).setKeepLogFileNum(2).setStatsDumpPeriodSec(0);
            return new Database(place, options, RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            options.close();
            throw place.notOpened(e);
        } catch (IOException e) {
            options.close();
            throw e;
        }
    }

    /**
     * @return what {@code call} returns
     * @throws ClosedDatabaseException once it is closed
     */
    public <T> T use(Call<T> call) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ClosedDatabaseException("the " + folder + " is closed");
            }
            return call.run(db);
        } catch (RocksDBException e) {
            throw new UncheckedIOException(new IOException(folder + ": " + e.getMessage(), e));
        } finally {
            use.readLock().unlock();
        }
    }

    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(use(open -> open.get(key)));
    }

    /** All of the batch, or nothing of it; it is there after a kill of the process at any later moment. */
    public void write(WriteBatch batch) {
        use(open -> {
            open.write(writeOptions, batch);
            return open;
        });
    }

    /** For whoever finds that what was written is not there, or not as it was written. */
    public UncheckedIOException damaged(String how) {
        return new UncheckedIOException(new IOException("the " + folder + " is damaged: " + how));
    }

    /** Waits for reads and writes under way. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                db.close();
                writeOptions.close();
                options.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /** Kind and folder. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
