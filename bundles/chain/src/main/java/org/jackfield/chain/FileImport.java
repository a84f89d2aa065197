package org.jackfield.chain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jackfield.rlp.RlpException;

/** One run through a file of blocks or of what belongs to them. Used once, by one thread. */
final class FileImport<T> {

    private static final int REPORT_EVERY = 256;

    private final BlockStore store;
    private final Intake<T> intake;
    private final BooleanSupplier closing;
    private final ImportProgress progress;
    private long taken;
    private long alreadyThere;

    /**
     * @param intake what takes the items
     * @param closing asked before every item; once true the import ends
     */
    FileImport(BlockStore store, Intake<T> intake, BooleanSupplier closing, ImportProgress progress) {
        this.store = store;
        this.intake = intake;
        this.closing = closing;
        this.progress = progress;
    }

    interface Opening<T> {
        Source<T> open() throws IOException;
    }

    ImportReport run(Opening<T> file) throws IOException {
        long start = System.nanoTime();
        try (Source<T> blocks = file.open()) {
            try {
                takeAll(blocks);
            } finally {
                // Also behind a bad block or an interrupt: what came before is good.
                intake.commit();
            }
            store.sync();
            progress.at(taken + alreadyThere, blocks.position(), blocks.size());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new ImportReport(taken, alreadyThere, store.head(), took);
    }

    private void takeAll(Source<T> items) throws IOException {
        while (true) {
            checkGoingOn();
            Optional<T> item = next(items);
            if (item.isEmpty()) {
                return;
            }
            take(item.get(), items.offset());
            if ((taken + alreadyThere) % REPORT_EVERY == 0) {
                progress.at(taken + alreadyThere, items.position(), items.size());
            }
        }
    }

    private Optional<T> next(Source<T> items) throws IOException {
        try {
            return items.next();
        } catch (InvalidBlockException e) {
            throw new BadBlockException(intake.number() + 1, items.offset(), e.getMessage(), e);
        }
    }

    private void take(T item, long offset) throws IOException {
        try {
            if (intake.take(item)) {
                taken++;
            } else {
                alreadyThere++;
            }
        } catch (InvalidBlockException | RlpException e) {
            throw new BadBlockException(intake.number(), offset, e.getMessage(), e);
        }
    }

    private void checkGoingOn() throws IOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException("the import was interrupted");
        }
        if (closing.getAsBoolean()) {
            throw new IOException("the chain is being closed");
        }
    }
}
