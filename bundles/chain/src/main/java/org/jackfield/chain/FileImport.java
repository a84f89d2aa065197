package org.jackfield.chain;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jackfield.rlp.RlpException;

/** One run through a file of blocks. Used once, by one thread. */
final class FileImport {

    private static final int REPORT_EVERY = 256;

    private final BlockStore store;
    private final Genesis genesis;
    private final BooleanSupplier closing;
    private final ImportProgress progress;
    private long imported;
    private long alreadyThere;

    /**
     * @param closing asked before every block; once true the import ends
     */
    FileImport(BlockStore store, Genesis genesis, BooleanSupplier closing, ImportProgress progress) {
        this.store = store;
        this.genesis = genesis;
        this.closing = closing;
        this.progress = progress;
    }

    ImportReport run(Path file) throws IOException {
        long start = System.nanoTime();
        try (BlockFile blocks = BlockFile.open(file);
                ChainAppender appender = new ChainAppender(store, genesis)) {
            try {
                takeAll(blocks, appender);
            } finally {
                // Also behind a bad block or an interrupt: what came before is good.
                appender.commit();
            }
            store.sync();
            progress.at(imported + alreadyThere, blocks.position(), blocks.size());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new ImportReport(imported, alreadyThere, store.head(), took);
    }

    private void takeAll(BlockFile blocks, ChainAppender appender) throws IOException {
        long expected = 1;
        while (true) {
            checkGoingOn();
            try {
                Optional<byte[]> encoded = blocks.next();
                if (encoded.isEmpty()) {
                    return;
                }
                Block block = Block.decode(encoded.get());
                expected = block.header().number();
                take(block, appender);
                expected++;
            } catch (InvalidBlockException | RlpException e) {
                throw new BadBlockException(expected, blocks.offset(), e.getMessage(), e);
            }
            if ((imported + alreadyThere) % REPORT_EVERY == 0) {
                progress.at(imported + alreadyThere, blocks.position(), blocks.size());
            }
        }
    }

    private void take(Block block, ChainAppender appender) throws InvalidBlockException, IOException {
        if (appender.append(block, Optional.empty())) {
            imported++;
        } else {
            alreadyThere++;
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
