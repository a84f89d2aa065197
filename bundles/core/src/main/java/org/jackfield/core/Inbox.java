package org.jackfield.core;

import java.io.EOFException;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;

/**
 * What has arrived for one session and is not read yet. The link's event loop puts in and never waits; one thread at
 * a time takes out, of one run after the other. Bounded in bytes by pushing back: above the high mark {@code onFull} runs (on the event loop), and
 * {@code onDrained} (on the reader's thread) when the reader has come down to the low mark. They alternate, but the
 * reader may be so quick that the second runs while the first does: whoever counts them does so on the event loop.
 */
final class Inbox {

    /** What a message costs besides its payload, so that empty ones are bounded as well. */
    static final int MESSAGE_OVERHEAD_BYTES = 64;

    private static final long FOREVER_NANOS = Long.MAX_VALUE;

    private volatile SpscQueue<Message> queue = new SpscQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean pressing = new AtomicBoolean();
    private final long highBytes;
    private final long lowBytes;
    private final Runnable onFull;
    private final Runnable onDrained;

    // Owned by the event loop.
    private boolean unannounced;

    // Nothing more will come; what is there may still be read.
    private volatile boolean ended;
    private volatile Recall recall = Recall.NONE;
    private volatile Thread sleeper;

    /** Whether the reader is to leave at this message boundary. */
    enum Recall {
        NONE,
        /** The session ends: {@link EOFException}. */
        FOR_GOOD,
        /** Somebody else will go on reading: {@link HandOverException}. */
        HAND_OVER
    }

    Inbox(long highBytes, Runnable onFull, Runnable onDrained) {
        this.highBytes = highBytes;
        this.lowBytes = highBytes / 2;
        this.onFull = onFull;
        this.onDrained = onDrained;
    }

    /** Called on the event loop. A reader that sleeps is woken by {@link #announce}, or by being recalled. */
    void put(Message message) {
        long waiting = bytes.addAndGet(cost(message));
        queue.offer(message);
        if (waiting > highBytes && pressing.compareAndSet(false, true)) {
            onFull.run();
            // The reader may have emptied the box before it could see that it presses.
            relieve(bytes.get());
        }
        unannounced = true;
    }

    /** What was put in is to be read: once for all that has come together, as waking costs more than a message. On the event loop. */
    void announce() {
        if (unannounced) {
            unannounced = false;
            wake();
        }
    }

    /** Called on the event loop after the last {@link #put}. */
    void end() {
        ended = true;
        wake();
    }

    /** Makes the reader leave, or lets the next one in. Any thread; wins over {@link #end}. */
    void recall(Recall how) {
        recall = how;
        wake();
    }

    /** Forgets what is there, and presses no more. Called on the event loop, after the last {@link #put}. */
    void discard() {
        // A run that was abandoned may still have its hands in the old one.
        queue = new SpscQueue<>();
        bytes.set(0);
        relieve(0);
    }

    /** Bytes waiting, overhead included. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Waits while there is nothing to {@link #poll}, and sometimes not as long.
     *
     * @param deadlineNanos by {@link System#nanoTime}; of no meaning, and the wait for ever, if {@code timed} is false
     * @return false if the time is over
     */
    boolean await(boolean timed, long deadlineNanos) {
        long left = timed ? deadlineNanos - System.nanoTime() : FOREVER_NANOS;
        if (left <= 0) {
            return false;
        }
        sleeper = Thread.currentThread();
        try {
            // Announced first, looked once more after: a message put in between wakes us or is seen here.
            VarHandle.fullFence();
            if (queue.isEmpty() && !ended && recall == Recall.NONE) {
                park(left);
            }
        } finally {
            sleeper = null;
        }
        return true;
    }

    /** The next message, or null, for speed within this package, if there is none now. */
    Message poll() throws EOFException, HandOverException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        // Looked at first: once the end is seen, everything put in before it is visible.
        boolean last = ended;
        switch (recall) {
            case HAND_OVER -> throw new HandOverException();
            case FOR_GOOD -> throw new EOFException("the protocol was withdrawn");
            case NONE -> {}
        }
        Message message = queue.poll();
        if (message != null) {
            relieve(bytes.addAndGet(-cost(message)));
        } else if (last) {
            throw new EOFException("the link has ended");
        }
        return message;
    }

    private void relieve(long waiting) {
        if (waiting <= lowBytes && pressing.get() && pressing.compareAndSet(true, false)) {
            onDrained.run();
        }
    }

    private void park(long nanos) {
        if (nanos == FOREVER_NANOS) {
            // Without a timer, which a virtual thread would hold all the while.
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    private void wake() {
        // The message must be visible before we look whether somebody sleeps, or the wake-up is lost.
        VarHandle.fullFence();
        Thread waiting = sleeper;
        if (waiting != null) {
            // One wake-up is enough. Whoever announces itself anew meanwhile is woken by this one.
            sleeper = null;
            LockSupport.unpark(waiting);
        }
    }

    private static int cost(Message message) {
        return message.size() + MESSAGE_OVERHEAD_BYTES;
    }
}
