package org.jackfield.core;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of the operating system that are started already and wait for their one task. To start a thread takes until
 * the system has run it for the first time, milliseconds where the processors are busy, and an event loop that starts
 * fifty of them to resume sessions keeps all other protocols waiting; to wake one takes microseconds. A thread is not
 * used again: what a protocol has left in it goes with it. For any thread.
 */
final class SpareThreads {

    private static final Runnable NOBODY_WAITS = () -> {};

    private final Queue<Spare> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Starts a thread that waits for a task for so long. Takes its time.
     *
     * @throws OutOfMemoryError if the system has no thread left
     */
    void add(Duration patience) {
        Spare spare = new Spare(patience);
        waiting.add(spare);
        spare.thread.start();
    }

    /** Runs a task on a waiting thread, which gets that name. Returns false, at once, if there is none. */
    boolean give(String name, Runnable task) {
        for (Spare spare = waiting.poll(); spare != null; spare = waiting.poll()) {
            if (spare.take(name, task)) {
                return true;
            }
        }
        return false;
    }

    private final class Spare implements Runnable {

        private final Thread thread = DetachedThreads.platform("jackfield-spare", this);
        private final AtomicReference<Runnable> task = new AtomicReference<>();
        private final long patienceNanos;

        Spare(Duration patience) {
            patienceNanos = patience.toNanos();
        }

        boolean take(String name, Runnable given) {
            thread.setName(name);
            boolean taken = task.compareAndSet(null, given);
            LockSupport.unpark(thread);
            return taken;
        }

        @Override
        public void run() {
            long deadline = System.nanoTime() + patienceNanos;
            long left = patienceNanos;
            while (task.get() == null && left > 0) {
                LockSupport.parkNanos(this, left);
                left = deadline - System.nanoTime();
            }
            Runnable given = task.getAndSet(NOBODY_WAITS);
            if (given == null) {
                waiting.remove(this);
            } else {
                given.run();
            }
        }
    }
}
