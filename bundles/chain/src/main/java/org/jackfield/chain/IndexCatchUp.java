package org.jackfield.chain;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the transaction index to the head on a thread of its own, step by step: others write in between. For any thread. */
final class IndexCatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(IndexCatchUp.class);

    private final Step step;
    private final BooleanSupplier behind;
    private final AtomicBoolean running = new AtomicBoolean();

    /** A piece of the work. */
    interface Step {
        /** @return whether there is more to do */
        boolean run() throws IOException;
    }

    /** @param behind whether there is anything to do */
    IndexCatchUp(Step step, BooleanSupplier behind) {
        this.step = step;
        this.behind = behind;
    }

    /** Begins if there is something to do, unless it is at it. */
    void start() {
        if (behind.getAsBoolean() && running.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "chain-index");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        if (reachesTheEnd()) {
            // Who wrote between the last step and this moment has not started another thread.
            start();
        }
    }

    private boolean reachesTheEnd() {
        LOG.debug("Indexing the transactions of blocks that are not indexed yet");
        try {
            boolean more = true;
            while (more) {
                more = step.run();
            }
            LOG.debug("All transactions are indexed");
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Indexing transactions has stopped, until the chain is written to next: {}", e.toString());
            return false;
        } finally {
            running.set(false);
        }
    }
}
