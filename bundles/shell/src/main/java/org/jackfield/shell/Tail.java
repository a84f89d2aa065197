package org.jackfield.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Takes what happens from the threads it happens on to the one that prints. A console is slower than a link: what does not fit
 * into the queue is counted and dropped, so that no link waits.
 */
final class Tail<T> {

    /** Where it is shown. */
    @FunctionalInterface
    interface Printer<T> {

        void print(T item) throws CommandException;
    }

    private static final int CAPACITY = 1_000;
    private static final long LOOK_MILLIS = 50;

    private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong skipped = new AtomicLong();

    void offer(T item) {
        if (!queue.offer(item)) {
            skipped.incrementAndGet();
        }
    }

    /** What was dropped since the last call. */
    long skipped() {
        return skipped.getAndSet(0);
    }

    /**
     * Hands items to {@code printer} until {@code stopped}, {@code count} of them, or the end of {@code time}. What had
     * come by then is still shown.
     *
     * @param stopped asked again and again
     */
    void follow(Printer<T> printer, long count, Optional<Duration> time, BooleanSupplier stopped)
            throws CommandException, InterruptedException {
        long start = System.nanoTime();
        long left = count;
        boolean over = false;
        while (left > 0 && !over) {
            over = stopped.getAsBoolean()
                    || time.isPresent()
                            && System.nanoTime() - start >= time.get().toNanos();
            for (T item : take(left, over ? 0 : LOOK_MILLIS)) {
                printer.print(item);
                left--;
            }
        }
    }

    private List<T> take(long most, long waitMillis) throws InterruptedException {
        List<T> items = new ArrayList<>();
        T first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            items.add(first);
            queue.drainTo(items, (int) Math.min(most, CAPACITY) - 1);
        }
        return items;
    }
}
