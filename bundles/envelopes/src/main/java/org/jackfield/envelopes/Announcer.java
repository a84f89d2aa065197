package org.jackfield.envelopes;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, one call after another. */
final class Announcer {

    /** How many envelopes may wait for listeners (go-ethereum, {@code messageQueueLimit}). */
    static final int MAX_WAITING = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Executor executor;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final List<EnvelopeListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<EnvelopeListener> failed = ConcurrentHashMap.newKeySet();
    private volatile Thread calling;

    /** @param executor of one thread */
    Announcer(Executor executor) {
        this.executor = executor;
    }

    void add(EnvelopeListener listener) {
        listeners.add(listener);
    }

    void remove(EnvelopeListener listener) {
        listeners.remove(listener);
        failed.remove(listener);
    }

    /** Waits while listeners are behind; not on their own thread, which would wait for itself. */
    Ticket ticket() throws InterruptedException {
        boolean counted = Thread.currentThread() != calling;
        if (counted) {
            room.acquire();
        }
        return new Ticket(counted);
    }

    /** As {@link #ticket}, for whom cannot be interrupted. */
    Ticket uninterrupted() {
        boolean counted = Thread.currentThread() != calling;
        if (counted) {
            room.acquireUninterruptibly();
        }
        return new Ticket(counted);
    }

    /** The right to tell of one envelope: to be used or given back. */
    final class Ticket {

        private final boolean counted;

        private Ticket(boolean counted) {
            this.counted = counted;
        }

        /** Tells listeners in the order of these calls, on their thread. */
        void use(Consumer<EnvelopeListener> call) {
            try {
                executor.execute(() -> {
                    deliver(call);
                    giveBack();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("Closing, no listener is told any more");
                giveBack();
            }
        }

        void giveBack() {
            if (counted) {
                room.release();
            }
        }
    }

    private void deliver(Consumer<EnvelopeListener> call) {
        calling = Thread.currentThread();
        for (EnvelopeListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                if (failed.add(listener)) {
                    LOG.warn("{} fails to hear of an envelope, which is said once: {}", listener, e.toString());
                }
                LOG.debug("A listener fails", e);
            }
        }
        calling = null;
    }
}
