package org.jackfield.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rocksdb.ClosedDatabaseException;
import org.jackfield.rocksdb.Database;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

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

    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int MAX_OPEN_FILES = 64;

    private final Database database;
    private final long maxBytes;
    private final long keepSeconds;
    private final LongSupplier now;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile ArchiveTotals totals;

    private Archive(Database database, long maxBytes, long keepSeconds, LongSupplier now, ArchiveTotals totals) {
        this.database = database;
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
        RocksDB.loadLibrary();
        // What is encrypted does not compress.
        Options options = new Options()
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES);
        Database database = Database.open(folder, "mail archive", options);
        try {
            ArchiveTotals totals =
                    database.get(TOTALS).map(ArchiveTotals::decode).orElse(ArchiveTotals.NONE);
            return new Archive(database, maxBytes, keepSeconds, now, totals);
        } catch (UncheckedIOException e) {
            database.close();
            throw e.getCause();
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
        change(db -> {
            if (db.keyExists(key)) {
                return;
            }
            try (WriteBatch batch = new WriteBatch()) {
                batch.put(key, value);
                commit(batch, totals.plus(1, key.length + value.length));
            }
            while (totals.bytes() > maxBytes) {
                drop(db, Math.max(1, maxBytes / SLICES), Selection.LATEST);
            }
        });
    }

    /** Drops what has become too old. */
    void prune() throws IOException {
        long before = oldestKept();
        if (before > 0) {
            change(db -> drop(db, Long.MAX_VALUE, before - 1));
        }
    }

    /**
     * Some envelopes of the selection, in its order.
     *
     * @param after key of the one before; empty: from where the selection begins
     */
    ArchivePage read(Selection selection, Optional<byte[]> after) throws IOException {
        return use(db -> {
            try (RocksIterator entries = db.newIterator()) {
                return ArchivePage.read(entries, selection, after);
            }
        });
    }

    ArchiveTotals totals() {
        return totals;
    }

    /** When the oldest was sent, in seconds since 1970. */
    OptionalLong oldest() throws IOException {
        return use(db -> {
            try (RocksIterator entries = db.newIterator()) {
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
        database.close();
    }

    /** Takes the oldest out: at least {@code bytes}, unless nothing is left that was sent until {@code until}. */
    private void drop(RocksDB db, long bytes, long until) throws RocksDBException {
        ArchiveTotals gone = ArchiveTotals.NONE;
        byte[] first;
        byte[] end;
        try (RocksIterator entries = db.newIterator()) {
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
            db.deleteFilesInRanges(db.getDefaultColumnFamily(), List.of(first, end), false);
        }
    }

    private static boolean holdsUntil(RocksIterator entries, long until) {
        return entries.isValid() && entries.key().length == ArchiveKey.BYTES && ArchiveKey.sent(entries.key()) <= until;
    }

    private void commit(WriteBatch batch, ArchiveTotals after) throws RocksDBException {
        batch.put(TOTALS, after.encoded());
        database.write(batch);
        totals = after;
    }

    private interface Change {
        void run(RocksDB db) throws RocksDBException;
    }

    private void change(Change change) throws IOException {
        writing.lock();
        try {
            use(db -> {
                change.run(db);
                return totals;
            });
        } finally {
            writing.unlock();
        }
    }

    private <T> T use(Database.Call<T> call) throws IOException {
        try {
            return database.use(call);
        } catch (ClosedDatabaseException e) {
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }
}
