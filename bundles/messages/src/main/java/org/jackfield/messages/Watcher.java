package org.jackfield.messages;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody who wants messages: those in the pool when they came, and those that come later, each once. For any thread; the
 * consumer is called by two at most, the envelopes' and the one that goes through the pool.
 */
final class Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final Filter filter;
    private final Consumer<ReceivedMessage> consumer;
    private final Lock lock = new ReentrantLock();
    /** Of the pool then, not yet heard of: an envelope may be pooled already while the news of it are still on their way. */
    private final Set<Hash> there = new HashSet<>();

    private volatile boolean closed;
    private volatile boolean failed;

    Watcher(Filter filter, Consumer<ReceivedMessage> consumer) {
        this.filter = filter;
        this.consumer = consumer;
    }

    Filter filter() {
        return filter;
    }

    /**
     * Begins.
     *
     * @param watchers have {@link #pooled} called from now on; that waits until this is done
     * @param pool what is there
     * @return those of it that are of interest, to be {@link #offer offered}
     * @throws MessageException if there are too many watchers
     */
    List<Envelope> begin(Watchers watchers, Supplier<List<Envelope>> pool) throws MessageException {
        lock.lock();
        try {
            watchers.add(this);
            List<Envelope> found = pool.get().stream()
                    .filter(envelope -> filter.wants(envelope.topic()))
                    .toList();
            found.forEach(envelope -> there.add(envelope.hash()));
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The news of an envelope of a topic that is wanted. */
    void pooled(OpenedEnvelope envelope) {
        lock.lock();
        try {
            if (there.remove(envelope.envelope().hash())) {
                return;
            }
        } finally {
            lock.unlock();
        }
        offer(envelope);
    }

    /** The same of one for us alone. */
    void direct(OpenedEnvelope envelope) {
        if (filter.direct()) {
            offer(envelope);
        }
    }

    void offer(OpenedEnvelope envelope) {
        if (!closed) {
            filter.open(envelope).ifPresent(this::pass);
        }
    }

    void close() {
        closed = true;
    }

    private void pass(ReceivedMessage message) {
        try {
            consumer.accept(message);
        } catch (RuntimeException e) {
            if (!failed) {
                failed = true;
                LOG.warn("A listener to messages failed: {}", e.toString());
            }
        }
    }
}
