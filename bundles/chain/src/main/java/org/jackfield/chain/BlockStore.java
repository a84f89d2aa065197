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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.rocksdb.RocksDBException;
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
    /** Parent, ommers, beneficiary, roots of state and transactions. */
    private static final int FIELDS_BEFORE_RECEIPTS_ROOT = 5;

    private final StoreFolder folder;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile Position position;
    private volatile long highest;

    /**
     * What changes together.
     *
     * @param indexed the transactions up to that block are in their index
     */
    private record Position(ChainHead head, long indexed) {}

    private BlockStore(StoreFolder folder, Genesis genesis) {
        this.folder = folder;
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
        BlockStore store = new BlockStore(StoreFolder.open(folder), genesis);
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
        return get(StoreKey.totalDifficulty(number, hash)).map(BigInteger::new);
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
        return get(StoreKey.body(number, hash));
    }

    /** Known without having been stored if a block has none. */
    Optional<byte[]> slimReceipts(BlockHeader header) {
        return Arrays.equals(header.receiptsRoot(), TrieRoot.EMPTY)
                ? Optional.of(EMPTY_LIST.clone())
                : slimReceipts(header.number(), header.hash());
    }

    /** The same of a block that is stored. What is asked for much more often than that there are none is looked for first. */
    Optional<byte[]> slimReceipts(long number, byte[] hash) {
        Optional<byte[]> slim = get(StoreKey.receipts(number, hash));
        return slim.isPresent()
                ? slim
                : header(number, hash).flatMap(header -> receiptsNotStored(number, hash, header));
    }

    private Optional<byte[]> receiptsNotStored(long number, byte[] hash, byte[] header) {
        return Arrays.equals(receiptsRoot(header), TrieRoot.EMPTY)
                ? Optional.of(EMPTY_LIST.clone())
                : get(StoreKey.fullReceipts(number, hash)).map(BlockStore::slim);
    }

    /** Without decoding and hashing all of the header. */
    private byte[] receiptsRoot(byte[] header) {
        try {
            RlpReader fields = RlpReader.ofList(header);
            for (int i = 0; i < FIELDS_BEFORE_RECEIPTS_ROOT; i++) {
                fields.skip();
            }
            return fields.readBytes(TrieRoot.EMPTY.length);
        } catch (RlpException e) {
            throw damaged(e.getMessage());
        }
    }

    /** Known without having been stored if it is empty. */
    Optional<byte[]> accessList(BlockHeader header) {
        Optional<byte[]> hash = header.blockAccessListHash();
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        return Arrays.equals(hash.get(), BlockAccessList.EMPTY_HASH)
                ? Optional.of(EMPTY_LIST.clone())
                : get(StoreKey.accessList(header.number(), header.hash()));
    }

    /** The hashes of canonical blocks, in the order of their numbers, up to the first that is not there; as of one moment. */
    List<byte[]> canonicalHashes(long[] numbers) {
        return getWhilePresent(
                Arrays.stream(numbers).mapToObj(StoreKey::canonical).toList());
    }

    /** The index as it is now; closed by whoever asked, and before the store is. */
    IndexSnapshot index() {
        return guarded(() -> new IndexSnapshot(folder.db()));
    }

    /** The canonical block that the index has for a transaction, as of one moment. It need not hold it any more. */
    Optional<TransactionPlace> indexedPlace(byte[] transaction) {
        return guarded(() -> {
            try (IndexSnapshot index = new IndexSnapshot(folder.db())) {
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
        try {
            guarded(() -> {
                try (WriteBatch writes = batch.writes()) {
                    folder.write(writes);
                }
                return folder;
            });
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
            guarded(() -> {
                folder.db().flushWal(true);
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
                folder.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private void begin(Genesis genesis) throws IOException {
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
        position = new Position(loadHead(), loadIndexed());
        highest = guarded(() -> folder.lastKey(StoreKey.HEADERS_END))
                .map(StoreKey::numberIn)
                .orElseThrow(() -> damaged("it has no blocks"));
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
        byte[] hash = get(StoreKey.HEAD).orElseThrow(() -> damaged("it has no head"));
        return tip(hash).orElseThrow(() -> lost("block", hash)).head();
    }

    /** Of a store that knows no index nothing is in it but the genesis block, which has no transactions. */
    private long loadIndexed() {
        return get(StoreKey.INDEXED)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
    }

    private BlockHeader decoded(byte[] header) {
        try {
            return BlockHeader.decode(header);
        } catch (RlpException e) {
            throw damaged(e.getMessage());
        }
    }

    private static byte[] slim(byte[] fullReceipts) {
        try {
            return ReceiptList.decode(fullReceipts).slim();
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }

    private UncheckedIOException lost(String what, byte[] hash) {
        return damaged("it has lost the " + what + " of " + Hex.text(hash));
    }

    private UncheckedIOException damaged(String how) {
        return new UncheckedIOException(new IOException("the chain store " + folder + " is damaged: " + how));
    }

    /** Several at once are cheaper than one by one. */
    private List<byte[]> getWhilePresent(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        // As of one moment: the database holds a view of its own for the call.
        List<byte[]> values = guarded(() -> folder.db().multiGetAsList(keys));
        return values.stream().takeWhile(Objects::nonNull).toList();
    }

    private Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(guarded(() -> folder.db().get(key)));
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
}
