package org.jackfield.chain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.rlp.RlpException;

/**
 * The only way into a store: one thread at a time, be it with a file or with blocks of the network. Listeners hear of a
 * move on that thread, so in order; they keep other writers waiting, but no reader.
 */
final class StoreWriter implements ChainWriter {

    /** Handed to another thread in one go: less is not worth the while. */
    private static final int BLOCKS_AT_ONCE = 32;

    private final Genesis genesis;
    private final BlockStore store;
    private final TransactionIndex transactions;
    private final IndexCatchUp catchUp = new IndexCatchUp(this::index, this::indexIsBehind);
    private final HeadListeners listeners = new HeadListeners();
    private final ReentrantLock importing = new ReentrantLock();
    /** Fair: who writes in many small steps lets others in between. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private final VerifyingThreads others = new VerifyingThreads();
    private volatile boolean closing;

    StoreWriter(Genesis genesis, BlockStore store, TransactionIndex transactions) {
        this.genesis = genesis;
        this.store = store;
        this.transactions = transactions;
        catchUp.start();
    }

    private interface Writing<T, E extends Exception> {
        T run() throws E, IOException;
    }

    @Override
    public int append(List<NewBlock> blocks) throws RejectedBlockException, IOException {
        return exclusively(() -> {
            ChainAppender appender = appender();
            return take(blocks, appender, appender::append);
        });
    }

    @Override
    public BigInteger verify(BlockHeader header) throws RejectedBlockException {
        try {
            Tip parent = store.tip(header.parentHash())
                    .orElseThrow(() ->
                            InvalidBlockException.orphan(header, store.head().number()));
            new HeaderRules(genesis).check(parent.header(), parent.totalDifficulty(), header);
            return parent.next(header).totalDifficulty();
        } catch (InvalidBlockException e) {
            throw new RejectedBlockException(e.kind(), 0, e.getMessage());
        }
    }

    @Override
    public int store(List<NewBlock> blocks) throws RejectedBlockException, IOException {
        return exclusively(() -> {
            ChainAppender appender = appender();
            return take(blocks, appender, appender::store);
        });
    }

    @Override
    public boolean choose(byte[] hash) throws IOException {
        return exclusively(() -> {
            Optional<Tip> chosen = store.tip(hash);
            if (chosen.isPresent() && !Arrays.equals(hash, store.head().hash())) {
                moveTo(chosen.get());
            }
            return chosen.isPresent();
        });
    }

    @Override
    public AutoCloseable listen(ChainListener listener) {
        return listeners.add(listener);
    }

    ImportReport importBlocks(Path file, ImportProgress progress) throws IOException {
        return EraFile.is(file)
                ? importFile(progress, ahead(() -> EraFile.open(file), Candidate::of), this::blockIntake)
                : importFile(progress, ahead(() -> BlockFile.open(file), StoreWriter::decoded), this::blockIntake);
    }

    ImportReport importReceipts(Path file, ImportProgress progress) throws IOException {
        return importFile(progress, () -> BlockFile.open(file), () -> new ReceiptsIntake(store));
    }

    /** Ends an import, waits until nobody writes, and closes the store. */
    void close() {
        closing = true;
        writing.lock();
        try {
            others.close();
            store.close();
        } finally {
            writing.unlock();
        }
    }

    private ChainAppender appender() {
        return new ChainAppender(store, genesis, transactions, listeners::tell);
    }

    private WorkAhead<NewBlock, Candidate> verifiedAhead(List<NewBlock> blocks) {
        // Whoever takes the results works on what nobody else has: few blocks need no other thread.
        Executor threads = blocks.size() > BLOCKS_AT_ONCE ? others : task -> {};
        WorkAhead<NewBlock, Candidate> ahead = new WorkAhead<>(threads, Candidate::of);
        for (int from = 0; from < blocks.size(); from += BLOCKS_AT_ONCE) {
            ahead.add(blocks.subList(from, Math.min(from + BLOCKS_AT_ONCE, blocks.size())));
        }
        return ahead;
    }

    private BlockIntake blockIntake() {
        return new BlockIntake(appender());
    }

    private static Candidate decoded(byte[] block) throws RlpException {
        return Candidate.of(new NewBlock(Block.decode(block), Optional.empty()));
    }

    private <T> FileImport.Opening<Candidate> ahead(
            FileImport.Opening<T> file, SourceAhead.Preparation<T, Candidate> preparation) {
        return () -> new SourceAhead<>(file.open(), preparation, others);
    }

    private interface Taking {
        boolean take(Candidate block) throws InvalidBlockException, IOException;
    }

    private int take(List<NewBlock> blocks, ChainAppender appender, Taking taking)
            throws RejectedBlockException, IOException {
        WorkAhead<NewBlock, Candidate> ahead = verifiedAhead(blocks);
        int added = 0;
        int index = 0;
        try {
            while (!ahead.isEmpty()) {
                for (Candidate block : ahead.take()) {
                    added += taking.take(block) ? 1 : 0;
                    index++;
                }
            }
        } catch (InvalidBlockException e) {
            throw new RejectedBlockException(e.kind(), index, e.getMessage());
        } finally {
            // Also behind a bad block: what came before is good.
            appender.commit();
        }
        return added;
    }

    private void moveTo(Tip chosen) throws IOException {
        StoreBatch batch = new StoreBatch();
        HeadChange change = new HeadMove(store, batch, transactions).to(chosen);
        store.commit(batch);
        listeners.tell(change);
    }

    private boolean index() throws IOException {
        return exclusively(() -> !closing && transactions.catchUp());
    }

    private boolean indexIsBehind() {
        return transactions.state() == TransactionIndexing.IN_PROGRESS && !closing;
    }

    private interface Opening<T> {
        Intake<T> open() throws IOException;
    }

    private <T> ImportReport importFile(ImportProgress progress, FileImport.Opening<T> file, Opening<T> intake)
            throws IOException {
        Objects.requireNonNull(progress, "progress");
        if (!importing.tryLock()) {
            throw new IOException("another import is running");
        }
        try {
            return exclusively(() -> new FileImport<>(store, intake.open(), () -> closing, progress).run(file));
        } finally {
            importing.unlock();
        }
    }

    private <T, E extends Exception> T exclusively(Writing<T, E> work) throws E, IOException {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a listener of the chain writes to it");
        }
        try {
            writing.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted before it was this thread's turn to write to the chain");
        }
        try {
            return work.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            writing.unlock();
            catchUp.start();
        }
    }
}
