package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits with a deadline, which only a failing test reaches. */
final class Await {

    static final long SECONDS = 20;

    private Await() {}

    static void latch(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(SECONDS, TimeUnit.SECONDS), "in time");
    }

    static <T> T item(BlockingQueue<T> queue) throws InterruptedException {
        T item = queue.poll(SECONDS, TimeUnit.SECONDS);
        return item != null ? item : fail("nothing came in time");
    }

    static void end(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertTrue(!thread.isAlive(), thread.getName() + " has ended");
    }

    /** Waits for a latch whatever interrupts it. */
    static void stubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    /** Until nothing refers to it any more. */
    static void collected(WeakReference<?> reference, String what) {
        until(
                () -> {
                    System.gc();
                    return reference.get() == null;
                },
                "collected: " + what);
    }

    static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.onSpinWait();
        }
    }

    /** Until the thread is parked, as far as the JVM tells. */
    static void parked(Thread thread) {
        until(
                () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING,
                thread.getName() + " waits");
    }
}
