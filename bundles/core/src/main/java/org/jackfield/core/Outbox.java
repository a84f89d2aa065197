package org.jackfield.core;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jackfield.api.Message;

/**
 * What one session has written and the link has not taken yet. Any number of threads write, and block while the
 * session has its share of bytes waiting; a message larger than the whole share is let through alone. The link's event
 * loop takes out and never waits.
 */
final class Outbox {

    private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    // Held by the one writer that waits for room; the others stand in line behind it, so a large message gets its turn.
    private final ReentrantLock turn = new ReentrantLock(true);
    private final long maxBytes;
    private final int firstCode;
    private final Consumer<Message> onSent;
    private final Runnable onReady;

    private volatile Thread waiter;
    private volatile boolean closed;

    /**
     * @param firstCode absolute id of the protocol's code 0
     * @param onSent hears of each message given to the link, on its event loop
     * @param onReady called after a message was queued, on the writer's thread
     */
    Outbox(int firstCode, long maxBytes, Consumer<Message> onSent, Runnable onReady) {
        this.firstCode = firstCode;
        this.maxBytes = maxBytes;
        this.onSent = onSent;
        this.onReady = onReady;
    }

    int firstCode() {
        return firstCode;
    }

    /**
     * Queues a message; blocks while there is no room.
     *
     * @throws IOException once closed; the message is not sent
     */
    void put(Message message) throws IOException, InterruptedException {
        long cost = cost(message);
        if (turn.isLocked() || !reserve(cost)) {
            await(cost);
        }
        queue.add(message);
        // If it was closed meanwhile, either the event loop has still taken the message, or we take it back.
        if (closed && queue.remove(message)) {
            throw shuttingDown();
        }
        onReady.run();
    }

    /** The oldest message, or null for speed within this package. Called on the event loop. */
    Message poll() {
        Message message = queue.poll();
        if (message != null) {
            long left = bytes.addAndGet(-cost(message));
            Thread waiting = waiter;
            if (waiting != null && left <= maxBytes / 2) {
                LockSupport.unpark(waiting);
            }
        }
        return message;
    }

    /** The link has taken the message. Called on the event loop. */
    void sent(Message message) {
        onSent.accept(message);
    }

    /** Accepts no more and turns waiting writers away; what is queued may still be polled. Any thread. */
    void close() {
        closed = true;
        LockSupport.unpark(waiter);
    }

    /** Closes it and forgets what is queued. Called on the event loop. */
    void drop() {
        close();
        Message dropped = poll();
        while (dropped != null) {
            dropped = poll();
        }
    }

    private boolean reserve(long cost) throws IOException {
        if (closed) {
            throw shuttingDown();
        }
        long held = bytes.get();
        while (held == 0 || held + cost <= maxBytes) {
            if (bytes.compareAndSet(held, held + cost)) {
                return true;
            }
            held = bytes.get();
        }
        return false;
    }

    private void await(long cost) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            waiter = Thread.currentThread();
            // Announced first, looked after: room made in between is seen here or wakes us.
            while (!reserve(cost)) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiter = null;
            turn.unlock();
        }
    }

    private static IOException shuttingDown() {
        return new IOException("shutting down");
    }

    private static long cost(Message message) {
        return (long) message.size() + Inbox.MESSAGE_OVERHEAD_BYTES;
    }
}
