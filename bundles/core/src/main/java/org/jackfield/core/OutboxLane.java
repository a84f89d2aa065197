package org.jackfield.core;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.Message;

/**
 * An outbox as one run of a protocol writes to it. Any number of threads write, and block while the outbox is full; a
 * message larger than the whole share is let through alone.
 */
final class OutboxLane {

    // The event loop takes out without a lock. Under that of appending, which is held for no longer than a slot takes
    // to
    // be written, writers are one at a time, and after the last of them it is closed. Not under that of the queue
    // itself,
    // in which the event loop writes.
    private final SpscQueue<Message> queue = new SpscQueue<>();
    private final Object appending = new Object();
    // Held by the one writer that waits for room; the others stand in line behind it, so a large message gets its turn.
    private final ReentrantLock turn = new ReentrantLock(true);
    // Of all lanes of the outbox.
    private final AtomicLong bytes;
    private final Runnable onReady;
    private final long shareBytes;
    private volatile boolean wide;
    private volatile Thread waiter;
    private volatile boolean closed;

    OutboxLane(AtomicLong bytes, long shareBytes, Runnable onReady) {
        this.bytes = bytes;
        this.shareBytes = shareBytes;
        this.onReady = onReady;
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
        boolean appended = append(message);
        if (!appended) {
            bytes.addAndGet(-cost);
        }
        // Of the room given back the event loop hears as well: a writer to the next lane may wait for it.
        onReady.run();
        if (!appended) {
            throw shuttingDown();
        }
    }

    /** The oldest message, or null for speed within this package. Called on the event loop. */
    Message poll() {
        return queue.poll();
    }

    /** There is room again. */
    void wake() {
        LockSupport.unpark(waiter);
    }

    /** Whether a writer waits for room. */
    boolean awaited() {
        return waiter != null;
    }

    /** Gives twice the room, and to any message that begins within it, so that writers do not wait. Any thread. */
    void widen() {
        wide = true;
        wake();
    }

    /**
     * Accepts no more and turns waiting writers away; what is queued may still be polled, and nothing is added to it once
     * this returns. Any thread.
     */
    void close() {
        synchronized (appending) {
            closed = true;
        }
        wake();
    }

    static long cost(Message message) {
        return (long) message.size() + Inbox.MESSAGE_OVERHEAD_BYTES;
    }

    /** Whether it was not closed before. */
    private boolean append(Message message) {
        synchronized (appending) {
            if (closed) {
                return false;
            }
            queue.offer(message);
            return true;
        }
    }

    private boolean reserve(long cost) throws IOException {
        if (closed) {
            throw shuttingDown();
        }
        long held = bytes.get();
        while (held == 0 || held + cost <= shareBytes || (wide && held < 2 * shareBytes)) {
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
}
