package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jackfield.rlp.RlpException;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The blocks of one chain in a RocksDB folder. What belongs together is written in one batch, the head marker in that of
 * its block: after a kill at any moment the store is as some batch left it.
 *
 * <p>For any thread. A closed store answers with {@link IllegalStateException}: the native library would crash.
 */
final class BlockStore implements AutoCloseable {

    private static final byte[] FORMAT_1 = {1};
    private static final long WRITE_BUFFER_BYTES = 16L << 20;

    private final Path folder;
    private final Options options;
    private final RocksDB db;
    private final WriteOptions writeOptions = new WriteOptions();
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile ChainHead head;

    private BlockStore(Path folder, Options options, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.db = db;
    }

    /**
     * Opens the store in {@code folder}, or begins one there if the folder is new or empty.
     *
     * @throws IOException with one line that says why not: the store belongs to another genesis or is in use, the
     *     folder holds something else. Nothing has been changed then
     */
    static BlockStore open(Path folder, Genesis genesis) throws IOException {
        checkFolder(folder);
        RocksDB.loadLibrary();
        Options options = new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(256)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
        try {
            BlockStore store = new BlockStore(folder, options, RocksDB.open(options, folder.toString()));
            try {
                store.begin(genesis);
                return store;
            } catch (IOException | RocksDBException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RocksDBException e) {
            options.close();
            throw new IOException(openingFailed(folder, e.getMessage()), e);
        }
    }

    ChainHead head() {
        return head;
    }

    Optional<byte[]> canonicalHash(long number) {
        return get(StoreKey.canonical(number));
    }

    OptionalLong numberOf(byte[] hash) {
        return get(StoreKey.number(hash))
                .map(bytes -> OptionalLong.of(ByteBuffer.wrap(bytes).getLong()))
                .orElse(OptionalLong.empty());
    }

    Optional<byte[]> header(long number, byte[] hash) {
        return get(StoreKey.header(number, hash));
    }

    Optional<byte[]> body(long number, byte[] hash) {
        return get(StoreKey.body(number, hash));
    }

    Optional<byte[]> receipts(long number, byte[] hash) {
        return get(StoreKey.receipts(number, hash));
    }

    /** The values of several keys in their order, null where there is none; cheaper than one by one. */
    List<byte[]> getAll(List<byte[]> keys) {
        return guarded(() -> db.multiGetAsList(keys));
    }

    Batch newBatch() {
        return new Batch();
    }

    /** Blocks that are to be written together. Used by one thread. */
    final class Batch implements AutoCloseable {

        private final WriteBatch writes = new WriteBatch();
        private Optional<ChainHead> newHead = Optional.empty();

        /** Adds a block that becomes the head. */
        void put(Block block, BigInteger totalDifficulty, Optional<byte[]> receipts) throws IOException {
            BlockHeader header = block.header();
            long number = header.number();
            byte[] hash = header.hash();
            try {
                writes.put(StoreKey.header(number, hash), header.encoded());
                writes.put(StoreKey.body(number, hash), block.body().encoded());
                writes.put(StoreKey.totalDifficulty(number, hash), totalDifficulty.toByteArray());
                writes.put(StoreKey.canonical(number), hash);
                writes.put(
                        StoreKey.number(hash),
                        ByteBuffer.allocate(8).putLong(0, number).array());
                if (receipts.isPresent()) {
                    writes.put(StoreKey.receipts(number, hash), receipts.get());
                }
            } catch (RocksDBException e) {
                throw new IOException("block store " + folder + ": " + e.getMessage(), e);
            }
            newHead = Optional.of(new ChainHead(number, hash, totalDifficulty, header.timestamp()));
        }

        long bytes() {
            return writes.getDataSize();
        }

        /** Writes everything at once, moves the head, and leaves the batch empty. */
        void commit() throws IOException {
            if (newHead.isEmpty()) {
                return;
            }
            ChainHead moved = newHead.get();
            try {
                writes.put(StoreKey.HEAD, moved.hash());
                guarded(() -> {
                    db.write(writeOptions, writes);
                    return moved;
                });
            } catch (RocksDBException | UncheckedIOException e) {
                throw new IOException("block store " + folder + ": " + e.getMessage(), e);
            }
            head = moved;
            writes.clear();
            newHead = Optional.empty();
        }

        @Override
        public void close() {
            writes.close();
        }
    }

    /** Has the operating system write to the disk what it holds back, so that even a power cut loses nothing. */
    void sync() throws IOException {
        try {
            guarded(() -> {
                db.flushWal(true);
                return folder;
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
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

    private void begin(Genesis genesis) throws IOException, RocksDBException {
        Optional<byte[]> stored = get(StoreKey.GENESIS);
        if (stored.isEmpty()) {
            writeGenesis(genesis);
        } else if (!Arrays.equals(stored.get(), genesis.hash())) {
            throw new IOException("the chain store " + folder + " belongs to genesis " + Hex.text(stored.get())
                    + ", not to " + Hex.text(genesis.hash()));
        }
        byte[] format = get(StoreKey.FORMAT).orElse(FORMAT_1);
        if (!Arrays.equals(format, FORMAT_1)) {
            throw new IOException("the chain store " + folder + " has a newer format (" + format[0] + ")");
        }
        head = loadHead();
    }

    private void writeGenesis(Genesis genesis) throws IOException, RocksDBException {
        try (Batch batch = newBatch()) {
            batch.writes.put(StoreKey.GENESIS, genesis.hash());
            batch.writes.put(StoreKey.FORMAT, FORMAT_1);
            BlockHeader header = genesis.header();
            Optional<List<Withdrawal>> withdrawals = header.withdrawalsRoot().map(root -> List.of());
            Block block = new Block(header, new BlockBody(List.of(), List.of(), withdrawals));
            batch.put(block, header.difficulty(), Optional.empty());
            batch.commit();
        }
    }

    private ChainHead loadHead() throws IOException {
        byte[] hash = get(StoreKey.HEAD).orElseThrow(() -> damaged("has no head"));
        long number = numberOf(hash).orElseThrow(() -> damaged("does not have its head " + Hex.text(hash)));
        byte[] encoded = header(number, hash).orElseThrow(() -> damaged("has lost its head's header"));
        byte[] difficulty = get(StoreKey.totalDifficulty(number, hash))
                .orElseThrow(() -> damaged("has lost its head's total difficulty"));
        try {
            long timestamp = BlockHeader.decode(encoded).timestamp();
            return new ChainHead(number, hash, new BigInteger(difficulty), timestamp);
        } catch (RlpException e) {
            throw new IOException("the chain store " + folder + " is damaged: " + e.getMessage(), e);
        }
    }

    private IOException damaged(String how) {
        return new IOException("the chain store " + folder + " is damaged: it " + how);
    }

    private Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(guarded(() -> db.get(key)));
    }

    private interface DatabaseCall<T> {
        T run() throws RocksDBException;
    }

    private <T> T guarded(DatabaseCall<T> call) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the chain store " + folder + " is closed");
            }
            return call.run();
        } catch (RocksDBException e) {
            throw new UncheckedIOException(new IOException("chain store " + folder + ": " + e.getMessage(), e));
        } finally {
            use.readLock().unlock();
        }
    }

    private static void checkFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("the chain store " + folder + " is not a directory");
        }
        // RocksDB makes LOCK first and CURRENT last: a folder with neither is not its own.
        boolean ours = Files.exists(folder.resolve("CURRENT")) || Files.exists(folder.resolve("LOCK"));
        try (Stream<Path> files = Files.list(folder)) {
            if (!ours && files.findAny().isPresent()) {
                throw new IOException("the folder " + folder + " holds something else than a chain store");
            }
        }
    }

    private static String openingFailed(Path folder, String message) {
        boolean locked = message.contains("LOCK") || message.contains("lock hold");
        return locked
                ? "the chain store " + folder + " is in use by another process"
                : "the chain store " + folder + " cannot be opened: " + message;
    }
}
