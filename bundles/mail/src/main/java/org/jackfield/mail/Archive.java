package org.jackfield.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jackfield.envelopes.Envelope;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Envelopes on disk, bounded by age and bytes: the oldest go first. What was put is there after a kill of the process at any
 * later moment. For any thread; a closed archive throws {@link IOException}.
 *
 * <pre>
 *   key                  value
 *   {@link ArchiveKey}           topic (4 B), envelope in RLP
 *   37 times 0xff        {@link ArchiveTotals}
 * </pre>
 */
final class Archive implements AutoCloseable {

    /** Beyond all others. */
    private static final byte[] TOTALS = filled(ArchiveKey.BYTES + 1);

    /** When the archive is full so much of it goes at once: one part of so many. */
    private static final int SLICES = 32;

    private final ArchiveFolder folder;
    private final long maxBytes;
    private final long keepSeconds;
    private final LongSupplier now;
    private final WriteOptions writeOptions = new WriteOptions();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;
    private volatile ArchiveTotals totals;

    private Archive(ArchiveFolder folder, long maxBytes, long keepSeconds, LongSupplier now, ArchiveTotals totals) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.keepSeconds = keepSeconds;
        this.now = now;
        this.totals = totals;
    }

    /**
     * Opens the archive in {@code folder}, or begins one there if the folder is new or empty.
     *
     * @param maxBytes of keys and values; RocksDB takes somewhat more on disk
     * @param keepSeconds how long an envelope stays after it was sent
     * @param now seconds since 1970
     * @throws IOException with one line that says why not
     */
    static Archive open(Path folder, long maxBytes, long keepSeconds, LongSupplier now) throws IOException {
        ArchiveFolder opened = ArchiveFolder.open(folder);
        try {
            byte[] stored = opened.db().get(TOTALS);
            ArchiveTotals totals = stored == null ? ArchiveTotals.NONE : ArchiveTotals.decode(stored);
            return new Archive(opened, maxBytes, keepSeconds, now, totals);
        } catch (RocksDBException e) {
            opened.close();
            throw new IOException("the mail archive " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Stores an envelope unless it is here, or too old. */
    void put(Envelope envelope) throws IOException {
        if (envelope.sent() < oldestKept()) {
            return;
        }
        byte[] key = ArchiveKey.of(envelope);
        byte[] value = ByteBuffer.allocate(Integer.BYTES + envelope.encoded().length)
                .putInt(envelope.topic().value())
                .put(envelope.encoded())
                .array();
        change(() -> {
            if (folder.db().keyExists(key)) {
                return;
            }
            try (WriteBatch batch = new WriteBatch()) {
                batch.put(key, value);
                commit(batch, totals.plus(1, key.length + value.length));
            }
            while (totals.bytes() > maxBytes) {
                drop(Math.max(1, maxBytes / SLICES), Selection.LATEST);
            }
        });
    }

    /** Drops what has become too old. */
    void prune() throws IOException {
        long before = oldestKept();
        if (before > 0) {
            change(() -> drop(Long.MAX_VALUE, before - 1));
        }
    }

    /**
     * Some envelopes of the selection, in its order.
     *
     * @param after key of the one before; empty: from where the selection begins
     */
    ArchivePage read(Selection selection, Optional<byte[]> after) throws IOException {
        return guarded(() -> {
            try (RocksIterator entries = folder.db().newIterator()) {
                return ArchivePage.read(entries, selection, after);
            }
        });
    }

    ArchiveTotals totals() {
        return totals;
    }

    /** When the oldest was sent, in seconds since 1970. */
    OptionalLong oldest() throws IOException {
        return guarded(() -> {
            try (RocksIterator entries = folder.db().newIterator()) {
                entries.seekToFirst();
                entries.status();
                boolean any = entries.isValid() && entries.key().length == ArchiveKey.BYTES;
                return any ? OptionalLong.of(ArchiveKey.sent(entries.key())) : OptionalLong.empty();
            }
        });
    }

    /** The earliest time of sending that is still kept, in seconds since 1970. */
    long oldestKept() {
        return Math.max(0, now.getAsLong() - keepSeconds);
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Waits for reads and writes under way. */
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

    /** Takes the oldest out: at least {@code bytes}, unless nothing is left that was sent until {@code until}. */
    private void drop(long bytes, long until) throws RocksDBException {
        ArchiveTotals gone = ArchiveTotals.NONE;
        byte[] first;
        byte[] end;
        try (RocksIterator entries = folder.db().newIterator()) {
            entries.seekToFirst();
            first = entries.isValid() ? entries.key() : TOTALS;
            byte[] none = new byte[0];
            while (gone.bytes() < bytes && holdsUntil(entries, until)) {
                gone = gone.plus(1, ArchiveKey.BYTES + entries.value(none));
                entries.next();
            }
            entries.status();
            end = entries.isValid() ? entries.key() : TOTALS;
        }
        if (gone.envelopes() > 0) {
            try (WriteBatch batch = new WriteBatch()) {
                batch.deleteRange(first, end);
                commit(batch, totals.minus(gone));
            }
            // Whole files at once; the rest goes with the next compactions.
            folder.db().deleteFilesInRanges(folder.db().getDefaultColumnFamily(), List.of(first, end), false);
        }
    }

    private static boolean holdsUntil(RocksIterator entries, long until) {
        return entries.isValid() && entries.key().length == ArchiveKey.BYTES && ArchiveKey.sent(entries.key()) <= until;
    }

    private void commit(WriteBatch batch, ArchiveTotals after) throws RocksDBException {
        batch.put(TOTALS, after.encoded());
        folder.db().write(writeOptions, batch);
        totals = after;
    }

    private interface Call<T> {
        T run() throws RocksDBException;
    }

    private interface Change {
        void run() throws RocksDBException;
    }

    private void change(Change change) throws IOException {
        writing.lock();
        try {
            guarded(() -> {
                change.run();
                return totals;
            });
        } finally {
            writing.unlock();
        }
    }

    private <T> T guarded(Call<T> call) throws IOException {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IOException("the mail archive " + folder + " is closed");
            }
            return call.run();
        } catch (RocksDBException e) {
            throw new IOException("mail archive " + folder + ": " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
