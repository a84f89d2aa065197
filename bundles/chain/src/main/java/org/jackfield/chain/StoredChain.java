package org.jackfield.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.rlp.RlpException;

/** The chain over its store. In a node the service is registered from it; tools and tests open it themselves. */
public final class StoredChain implements Chain, AutoCloseable {

    /** How many headers are looked up in one go: bounds what an answer holds beyond itself. */
    private static final int LOOKUPS_AT_ONCE = 128;

    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    private final Genesis genesis;
    private final BlockStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock exporting = new ReentrantLock();
    private volatile boolean closing;

    StoredChain(Genesis genesis, BlockStore store) {
        this.genesis = genesis;
        this.store = store;
    }

    /**
     * Opens the chain in {@code folder}, or begins it there if the folder is new or empty.
     *
     * @param genesisFile in geth's format; empty for the development chain, which is made on the first time
     * @throws IOException with one line that says what is wrong with the folder or the file; nothing has been changed
     *     then
     */
    public static StoredChain open(Path folder, Optional<Path> genesisFile) throws IOException {
        if (genesisFile.isEmpty()) {
            return DevelopmentChain.open(folder);
        }
        return open(folder, GenesisFile.read(genesisFile.get()).genesis());
    }

    /** As {@link #open(Path, Optional)}, for the chain of a public network. */
    public static StoredChain open(Path folder, Network network) throws IOException {
        return open(folder, network.genesis());
    }

    private static StoredChain open(Path folder, Genesis genesis) throws IOException {
        return new StoredChain(genesis, BlockStore.open(folder, genesis));
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
        OptionalLong start = range.startHash().isPresent()
                ? store.numberOf(range.startHash().get())
                : OptionalLong.of(range.startNumber());
        long head = store.head().number();
        if (start.isEmpty() || Long.compareUnsigned(start.getAsLong(), head) > 0) {
            return List.of();
        }
        long[] numbers = range.numbers(start.getAsLong(), head, maxCount);
        List<byte[]> headers = new ArrayList<>();
        long bytes = 0;
        for (int from = 0; from < numbers.length && bytes < maxBytes; from += LOOKUPS_AT_ONCE) {
            int to = Math.min(from + LOOKUPS_AT_ONCE, numbers.length);
            long[] some = Arrays.copyOfRange(numbers, from, to);
            for (byte[] header : store.headers(some, store.canonicalHashes(some))) {
                if (bytes < maxBytes) {
                    headers.add(header);
                    bytes += header.length;
                }
            }
        }
        return headers;
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
        Optional<BlockHeader> header = header(hash);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        boolean none = Arrays.equals(header.get().receiptsRoot(), TrieRoot.EMPTY);
        return none
                ? Optional.of(EMPTY_LIST.clone())
                : store.slimReceipts(header.get().number(), hash);
    }

    @Override
    public ImportReport importBlocks(Path file, ImportProgress progress) throws IOException {
        return EraFile.is(file)
                ? importFile(progress, () -> EraFile.open(file), () -> new EraIntake(store, genesis))
                : importFile(progress, () -> BlockFile.open(file), () -> new BlockIntake(store, genesis));
    }

    @Override
    public ImportReport importReceipts(Path file, ImportProgress progress) throws IOException {
        return importFile(progress, () -> BlockFile.open(file), () -> new ReceiptsIntake(store));
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

    private interface Opening<T> {
        Intake<T> open() throws IOException;
    }

    private <T> ImportReport importFile(ImportProgress progress, FileImport.Opening<T> file, Opening<T> intake)
            throws IOException {
        Objects.requireNonNull(progress, "progress");
        if (!writing.tryLock()) {
            throw new IOException("another import is running");
        }
        try {
            return new FileImport<>(store, intake.open(), () -> closing, progress).run(file);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            writing.unlock();
        }
    }

    /** Ends an import and an export that are under way, waits for them, and closes the store. */
    @Override
    public void close() {
        closing = true;
        writing.lock();
        exporting.lock();
        try {
            store.close();
        } finally {
            exporting.unlock();
            writing.unlock();
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
