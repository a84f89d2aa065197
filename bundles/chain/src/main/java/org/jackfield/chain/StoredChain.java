package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.rlp.RlpException;

/** The chain over its store. In a node the service is registered from it; tools and tests open it themselves. */
public final class StoredChain implements Chain, ChainWriter, AutoCloseable {

    private final Genesis genesis;
    private final BlockStore store;
    private final TransactionIndex transactions;
    private final StoreWriter writer;
    private final ReentrantLock exporting = new ReentrantLock();
    private volatile boolean closing;

    StoredChain(Genesis genesis, BlockStore store) {
        this(genesis, store, new TransactionIndex(store, true));
    }

    StoredChain(Genesis genesis, BlockStore store, TransactionIndex transactions) {
        this.genesis = genesis;
        this.store = store;
        this.transactions = transactions;
        writer = new StoreWriter(genesis, store, transactions);
    }

    /**
     * Opens the chain in {@code folder}, or begins it there if the folder is new or empty.
     *
     * @param genesisFile in geth's format; empty for the development chain, which is made on the first time
     * @throws IOException with one line that says what is wrong with the folder or the file; nothing has been changed
     *     then
     */
    public static StoredChain open(Path folder, Optional<Path> genesisFile) throws IOException {
        return open(folder, genesisFile, true);
    }

    /** @param indexing whether transactions are indexed */
    static StoredChain open(Path folder, Optional<Path> genesisFile, boolean indexing) throws IOException {
        return genesisFile.isEmpty()
                ? DevelopmentChain.open(folder, indexing)
                : open(folder, GenesisFile.read(genesisFile.get()).genesis(), indexing);
    }

    /** As {@link #open(Path, Optional)}, for the chain of a public network. */
    public static StoredChain open(Path folder, Network network) throws IOException {
        return open(folder, network.genesis(), true);
    }

    static StoredChain open(Path folder, Genesis genesis, boolean indexing) throws IOException {
        BlockStore store = BlockStore.open(folder, genesis);
        return new StoredChain(genesis, store, new TransactionIndex(store, indexing));
    }

    @Override
    public Genesis genesis() {
        return genesis;
    }

    @Override
    public ChainHead head() {
        return store.head();
    }

    @Override
    public boolean merged() {
        return new HeadRule(genesis.forks().terminalDifficulty()).merged(head().totalDifficulty());
    }

    @Override
    public Fees nextFees() {
        return new HeaderRules(genesis).nextFees(header(head().hash()).orElseThrow());
    }

    @Override
    public Optional<BigInteger> totalDifficulty(byte[] hash) {
        OptionalLong number = store.numberOf(hash);
        return number.isEmpty() ? Optional.empty() : store.totalDifficulty(number.getAsLong(), hash);
    }

    @Override
    public Optional<byte[]> canonicalHash(long number) {
        return store.canonicalHash(number);
    }

    @Override
    public OptionalLong numberOf(byte[] hash) {
        return store.numberOf(hash);
    }

    @Override
    public Optional<BlockHeader> header(long number) {
        return store.canonicalHash(number)
                .flatMap(hash -> store.header(number, hash))
                .map(StoredChain::decoded);
    }

    @Override
    public Optional<BlockHeader> header(byte[] hash) {
        OptionalLong number = store.numberOf(hash);
        return number.isEmpty()
                ? Optional.empty()
                : store.header(number.getAsLong(), hash).map(StoredChain::decoded);
    }

    @Override
    public List<byte[]> headers(HeaderRange range, int maxCount, int maxBytes) {
        return new HeaderLookup(store, maxBytes).find(range, maxCount);
    }

    @Override
    public Optional<byte[]> body(byte[] hash) {
        OptionalLong number = store.numberOf(hash);
        return number.isEmpty() ? Optional.empty() : store.body(number.getAsLong(), hash);
    }

    @Override
    public Optional<byte[]> receipts(byte[] hash) {
        return slimReceipts(hash).map(StoredChain::withBlooms);
    }

    @Override
    public Optional<byte[]> slimReceipts(byte[] hash) {
        OptionalLong number = store.numberOf(hash);
        return number.isEmpty() ? Optional.empty() : store.slimReceipts(number.getAsLong(), hash);
    }

    @Override
    public Optional<byte[]> accessList(byte[] hash) {
        return header(hash).flatMap(store::accessList);
    }

    @Override
    public Optional<TransactionPlace> transaction(byte[] hash) {
        return transactions.find(hash);
    }

    @Override
    public TransactionIndexing transactionIndexing() {
        return transactions.state();
    }

    @Override
    public ImportReport importBlocks(Path file, ImportProgress progress) throws IOException {
        return writer.importBlocks(file, progress);
    }

    @Override
    public ImportReport importReceipts(Path file, ImportProgress progress) throws IOException {
        return writer.importReceipts(file, progress);
    }

    @Override
    public ExportReport exportBlocks(ExportRequest request, ExportProgress progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        if (!exporting.tryLock()) {
            throw new IOException("another export is running");
        }
        try {
            return new FileExport(store, () -> closing, progress).run(request);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            exporting.unlock();
        }
    }

    @Override
    public int append(List<NewBlock> blocks) throws RejectedBlockException, IOException {
        return writer.append(blocks);
    }

    @Override
    public BigInteger verify(BlockHeader header) throws RejectedBlockException {
        return writer.verify(header);
    }

    @Override
    public int store(List<NewBlock> blocks) throws RejectedBlockException, IOException {
        return writer.store(blocks);
    }

    @Override
    public boolean choose(byte[] hash) throws IOException {
        return writer.choose(hash);
    }

    @Override
    public AutoCloseable listen(ChainListener listener) {
        return writer.listen(listener);
    }

    /** Ends an import and an export that are under way, waits for them, and closes the store. */
    @Override
    public void close() {
        closing = true;
        exporting.lock();
        try {
            writer.close();
        } finally {
            exporting.unlock();
        }
    }

    private static byte[] withBlooms(byte[] slimReceipts) {
        try {
            return ReceiptList.decodeSlim(slimReceipts).encoded();
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }

    private static BlockHeader decoded(byte[] encoded) {
        try {
            return BlockHeader.decode(encoded);
        } catch (RlpException e) {
            throw new UncheckedIOException("the chain store is damaged", e);
        }
    }
}
