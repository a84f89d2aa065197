package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rocksdb.Database;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * The blocks of one chain in a RocksDB folder. What belongs together is written in one batch, the head marker in that of
 * its block: after a kill at any moment the store is as some batch left it.
 *
 * <p>For any thread. A closed store answers with {@link IllegalStateException}: the native library would crash.
 */
final class BlockStore implements AutoCloseable {

    private static final byte[] FORMAT_1 = {1};
    private static final byte[] EMPTY_LIST = {(byte) 0xc0};
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final int MAX_OPEN_FILES = 256;

    private final Database database;
    private final StoredReceipts receipts;
    private volatile Position position;
    private volatile long highest;

    /**
     * What changes together.
     *
     * @param indexed the transactions up to that block are in their index
     */
    private record Position(ChainHead head, long indexed) {}

    private BlockStore(Database database, Genesis genesis) {
        this.database = database;
        receipts = new StoredReceipts(database);
        BlockHeader first = genesis.header();
        position = new Position(new Tip(first, first.difficulty()).head(), first.number());
    }

    /**
     * Opens the store in {@code folder}, or begins one there if the folder is new or empty.
     *
     * @throws IOException with one line that says why not: the store belongs to another genesis or is in use, the
     *     folder holds something else. Nothing has been changed then
     */
    static BlockStore open(Path folder, Genesis genesis) throws IOException {
        BlockStore store = new BlockStore(database(folder), genesis);
        try {
            store.begin(genesis);
            return store;
        } catch (UncheckedIOException e) {
            store.close();
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** @throws IOException with one line, if the folder holds something else, is in use, or cannot be read or made */
    static Database database(Path folder) throws IOException {
        RocksDB.loadLibrary();
        Options options = new Options()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxOpenFiles(MAX_OPEN_FILES);
        return Database.open(folder, "chain store", options);
    }

    ChainHead head() {
        return position.head();
    }

    /** Up to which block the transactions are indexed. */
    long indexed() {
        return position.indexed();
    }

    boolean indexedToHead() {
        Position now = position;
        return now.indexed() >= now.head().number();
    }

    /** The highest number of any block here, be it of a side branch: a higher one is new without having been looked for. */
    long highest() {
        return highest;
    }

    Optional<byte[]> canonicalHash(long number) {
        return database.get(StoreKey.canonical(number));
    }

    OptionalLong numberOf(byte[] hash) {
        return database.get(StoreKey.number(hash))
                .map(bytes -> OptionalLong.of(ByteBuffer.wrap(bytes).getLong()))
                .orElse(OptionalLong.empty());
    }

    Optional<byte[]> header(long number, byte[] hash) {
        return database.get(StoreKey.header(number, hash));
    }

    /** A block with its weight, if it is here. */
    Optional<Tip> tip(byte[] hash) {
        OptionalLong number = numberOf(hash);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        byte[] header = header(number.getAsLong(), hash).orElseThrow(() -> lost("header", hash));
        BigInteger difficulty = totalDifficulty(number.getAsLong(), hash).orElseThrow(() -> lost("weight", hash));
        return Optional.of(new Tip(decoded(header), difficulty));
    }

    Optional<BigInteger> totalDifficulty(long number, byte[] hash) {
        return database.get(StoreKey.totalDifficulty(number, hash)).map(BigInteger::new);
    }

    /** The hash of the block before one that is here. */
    byte[] parentHash(long number, byte[] hash) {
        byte[] header = header(number, hash).orElseThrow(() -> lost("header", hash));
        try {
            return RlpReader.ofList(header).readBytes(hash.length);
        } catch (RlpException e) {
            throw damaged(e.getMessage());
        }
    }

    Optional<byte[]> body(long number, byte[] hash) {
        return database.get(StoreKey.body(number, hash));
    }

    /** Known without having been stored if a block has none. */
    Optional<byte[]> slimReceipts(BlockHeader header) {
        return receipts.slim(header);
    }

    /** The same of a block that is stored. */
    Optional<byte[]> slimReceipts(long number, byte[] hash) {
        return receipts.slim(number, hash);
    }

    /** Known without having been stored if it is empty. */
    Optional<byte[]> accessList(BlockHeader header) {
        Optional<byte[]> hash = header.blockAccessListHash();
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        return Arrays.equals(hash.get(), BlockAccessList.EMPTY_HASH)
                ? Optional.of(EMPTY_LIST.clone())
                : database.get(StoreKey.accessList(header.number(), header.hash()));
    }

    /** The hashes of canonical blocks, in the order of their numbers, up to the first that is not there; as of one moment. */
    List<byte[]> canonicalHashes(long[] numbers) {
        return getWhilePresent(
                Arrays.stream(numbers).mapToObj(StoreKey::canonical).toList());
    }

    /** The index as it is now; closed by whoever asked, and before the store is. */
    IndexSnapshot index() {
        return database.use(IndexSnapshot::new);
    }

    /** The canonical block that the index has for a transaction, as of one moment. It need not hold it any more. */
    Optional<TransactionPlace> indexedPlace(byte[] transaction) {
        return database.use(db -> {
            try (IndexSnapshot index = new IndexSnapshot(db)) {
                return index.place(transaction);
            }
        });
    }

    /** The headers of blocks in their order, up to the first that is not there; as many hashes as there are count. */
    List<byte[]> headers(long[] numbers, List<byte[]> hashes) {
        return getWhilePresent(IntStream.range(0, hashes.size())
                .mapToObj(i -> StoreKey.header(numbers[i], hashes.get(i)))
                .toList());
    }

    /** As {@link #headers}, their bodies. */
    List<byte[]> bodies(long[] numbers, List<byte[]> hashes) {
        return getWhilePresent(IntStream.range(0, hashes.size())
                .mapToObj(i -> StoreKey.body(numbers[i], hashes.get(i)))
                .toList());
    }

    /**
     * Writes a batch at once, moves the head if the batch does, and leaves it empty.
     */
    void commit(StoreBatch batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        try (WriteBatch writes = batch.writes()) {
            database.write(writes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        position = new Position(
                batch.head().orElse(position.head()), batch.indexed().orElse(position.indexed()));
        highest = Math.max(highest, batch.highest());
        batch.clear();
    }

    /** Has the operating system write to the disk what it holds back, so that even a power cut loses nothing. */
    void sync() throws IOException {
        try {
            database.use(db -> {
                db.flushWal(true);
                return db;
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Waits for reads and writes under way. */
    @Override
    public void close() {
        database.close();
    }

    private void begin(Genesis genesis) throws IOException {
        Optional<byte[]> stored = database.get(StoreKey.GENESIS);
        if (stored.isEmpty()) {
            writeGenesis(genesis);
        } else if (!Arrays.equals(stored.get(), genesis.hash())) {
            throw new IOException("the " + database + " belongs to genesis " + Hex.text(stored.get()) + ", not to "
                    + Hex.text(genesis.hash()));
        }
        byte[] format = database.get(StoreKey.FORMAT).orElse(FORMAT_1);
        if (!Arrays.equals(format, FORMAT_1)) {
            throw new IOException("the " + database + " has a newer format (" + format[0] + ")");
        }
        position = new Position(loadHead(), loadIndexed());
        highest = loadHighest();
    }

    private void writeGenesis(Genesis genesis) throws IOException {
        StoreBatch batch = new StoreBatch();
        batch.put(StoreKey.GENESIS, genesis.hash());
        batch.put(StoreKey.FORMAT, FORMAT_1);
        BlockHeader header = genesis.header();
        Optional<List<Withdrawal>> withdrawals = header.withdrawalsRoot().map(root -> List.of());
        Tip tip = new Tip(header, header.difficulty());
        batch.put(tip, new BlockBody(List.of(), List.of(), withdrawals).encoded(), Optional.empty());
        batch.putCanonical(header.number(), header.hash());
        batch.moveHead(tip.head());
        commit(batch);
    }

    private ChainHead loadHead() {
        byte[] hash = database.get(StoreKey.HEAD).orElseThrow(() -> damaged("it has no head"));
        return tip(hash).orElseThrow(() -> lost("block", hash)).head();
    }

    /** Of a store that knows no index nothing is in it but the genesis block, which has no transactions. */
    private long loadIndexed() {
        return database.get(StoreKey.INDEXED)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
    }

    private long loadHighest() {
        return database.use(db -> {
            try (RocksIterator keys = db.newIterator()) {
                keys.seekForPrev(StoreKey.HEADERS_END);
                keys.status();
                if (!keys.isValid()) {
                    throw damaged("it has no blocks");
                }
                return StoreKey.numberIn(keys.key());
            }
        });
    }

    private BlockHeader decoded(byte[] header) {
        try {
            return BlockHeader.decode(header);
        } catch (RlpException e) {
            throw damaged(e.getMessage());
        }
    }

    private UncheckedIOException lost(String what, byte[] hash) {
        return damaged("it has lost the " + what + " of " + Hex.text(hash));
    }

    private UncheckedIOException damaged(String how) {
        return database.damaged(how);
    }

    /** Several at once are cheaper than one by one. */
    private List<byte[]> getWhilePresent(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        // As of one moment: the database holds a view of its own for the call.
        List<byte[]> values = database.use(db -> db.multiGetAsList(keys));
        return values.stream().takeWhile(Objects::nonNull).toList();
    }
}
