package org.jackfield.chunks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Keys and values. For any thread; closing waits for what is under way, and whatever comes after it is an
 * {@link IllegalStateException}: the native library would crash.
 */
final class StoreDatabase implements AutoCloseable {

    private final StoreFolder folder;
    private final WriteOptions writeOptions = new WriteOptions();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private StoreDatabase(StoreFolder folder) {
        this.folder = folder;
    }

    /** Takes pairs; says whether it wants more. */
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    private interface Call<T> {
        T run() throws RocksDBException;
    }

    static StoreDatabase open(Path folder) throws IOException {
        return new StoreDatabase(StoreFolder.open(folder));
    }

    Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(guarded(() -> folder.db().get(key)));
    }

    void write(WriteBatch batch) {
        guarded(() -> {
            folder.db().write(writeOptions, batch);
            return folder;
        });
    }

    /** Shows what is from {@code first} on and before {@code end}, in order, as it was when this began. */
    void scan(byte[] first, byte[] end, Visitor visitor) {
        guarded(() -> {
            try (Slice bound = new Slice(end);
                    ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                    RocksIterator keys = folder.db().newIterator(options)) {
                keys.seek(first);
                while (keys.isValid() && visitor.visit(keys.key(), keys.value())) {
                    keys.next();
                }
                keys.status();
                return folder;
            }
        });
    }

    /** The last key from {@code first} on and before {@code end}. */
    Optional<byte[]> last(byte[] first, byte[] end) {
        return guarded(() -> {
            try (Slice from = new Slice(first);
                    ReadOptions options = new ReadOptions().setIterateLowerBound(from);
                    RocksIterator keys = folder.db().newIterator(options)) {
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
        return new UncheckedIOException(new IOException("the chunk store " + folder + " is damaged: " + how));
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                folder.close();
                writeOptions.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private <T> T guarded(Call<T> call) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the chunk store " + folder + " is closed");
            }
            return call.run();
        } catch (RocksDBException e) {
            throw new UncheckedIOException(new IOException("chunk store " + folder + ": " + e.getMessage(), e));
        } finally {
            use.readLock().unlock();
        }
    }
}
