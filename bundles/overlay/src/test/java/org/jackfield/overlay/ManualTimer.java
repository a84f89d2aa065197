package org.jackfield.overlay;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time passes when the test says so. */
final class ManualTimer implements Timer {

    private record Task(long atNanos, long order, Runnable step) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::order));
    private long now;
    private long order;

    @Override
    public void after(Duration delay, Runnable step) {
        tasks.add(new Task(now + delay.toNanos(), order++, step));
    }

    long nanos() {
        return now;
    }

    /** Does what is due by then. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= end) {
            Task next = tasks.remove();
            now = next.atNanos();
            next.step().run();
        }
        now = end;
    }
}
