package org.jackfield.core;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of the operating system that are started already and wait for something to do. To start a thread takes until
 * the system has run it for the first time, milliseconds where the processors are busy, and an event loop that starts
 * fifty of them to resume sessions keeps all other protocols waiting; to wake one takes microseconds. For any thread.
 */
final class SpareThreads {

    /** Used threads beyond so many do not wait: each holds a stack. */
    static final int MAX_USED = 64;

    private static final String IDLE = "jackfield-spare";
    private static final Task NOTHING = new Task("", () -> {});

    private final Deque<Spare> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger used = new AtomicInteger();
    private volatile boolean closed;

    /** What a thread does next, and the name that it has meanwhile. */
    record Task(String name, Runnable action) {

        /** On the thread that has got it. */
        void run() {
            Thread.currentThread().setName(name);
            action.run();
        }
    }

    /**
     * Starts a thread that waits for one task for so long. Takes its time.
     *
     * @throws OutOfMemoryError if the system has no thread left
     */
    void add(Duration patience) {
        Spare spare = new Spare();
        spare.thread =
                DetachedThreads.platform(IDLE, () -> spare.await(patience).ifPresent(Task::run));
        waiting.addLast(spare);
        spare.thread.start();
    }

    /** Has a waiting thread do a task. Returns false, at once, if there is none. */
    boolean give(Task task) {
        for (Spare spare = waiting.pollFirst(); spare != null; spare = waiting.pollFirst()) {
            if (spare.take(task)) {
                return true;
            }
        }
        return false;
    }

    /** The current thread waits for another task, for so long; not if that many do, or it is closed. */
    Optional<Task> stay(Duration patience) {
        if (used.incrementAndGet() > MAX_USED) {
            used.decrementAndGet();
            return Optional.empty();
        }
        try {
            Spare spare = new Spare();
            spare.thread = Thread.currentThread();
            waiting.addFirst(spare);
            spare.thread.setName(IDLE);
            if (closed) {
                close();
            }
            return spare.await(patience);
        } finally {
            used.decrementAndGet();
        }
    }

    /** Nobody waits any more. */
    void close() {
        closed = true;
        while (give(NOTHING)) {
            // One after the other.
        }
    }

    private final class Spare {

        private final AtomicReference<Task> task = new AtomicReference<>();

        // Set before it waits for anybody.
        private Thread thread;

        boolean take(Task given) {
            boolean taken = task.compareAndSet(null, given);
            LockSupport.unpark(thread);
            return taken;
        }

        Optional<Task> await(Duration patience) {
            long deadline = System.nanoTime() + patience.toNanos();
            long left = patience.toNanos();
            while (task.get() == null && left > 0) {
                LockSupport.parkNanos(this, left);
                left = deadline - System.nanoTime();
            }
            Task given = task.getAndSet(NOTHING);
            if (given == null) {
                waiting.remove(this);
            }
            return Optional.ofNullable(given).filter(any -> any != NOTHING);
        }
    }
}
