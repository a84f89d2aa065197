package org.jackfield.chain;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the transaction index to the head on a thread of its own, step by step: others write in between. For any thread. */
final class IndexCatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(IndexCatchUp.class);

    private final Step step;
    private final AtomicBoolean running = new AtomicBoolean();

    /** A piece of the work. */
    interface Step {
        /** @return whether there is more to do */
        boolean run() throws IOException;
    }

    IndexCatchUp(Step step) {
        this.step = step;
    }

    /** Begins, unless it is at it. */
    void start() {
        if (running.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "chain-index");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        LOG.info("Indexing the transactions of blocks that are not indexed yet");
        try {
            boolean more = true;
            while (more) {
                more = step.run();
            }
            LOG.info("All transactions are indexed");
        } catch (IOException | RuntimeException e) {
            LOG.warn("Indexing transactions has stopped, until the chain is written to next: {}", e.toString());
        } finally {
            running.set(false);
        }
    }
}
