package org.jackfield.overlay;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Time passes when the test says so. Any thread may have tasks. */
final class ManualTimer implements Timer {

    private record Task(long atNanos, long order, Runnable step) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparingLong(Task::order));
    private long now;
    private long order;

    @Override
    public synchronized void after(Duration delay, Runnable step) {
        tasks.add(new Task(now + delay.toNanos(), order++, step));
    }

    synchronized long nanos() {
        return now;
    }

    /** Does what is due by then. */
    void pass(Duration time) {
        long end = nanos() + time.toNanos();
        for (Optional<Task> next = due(end); next.isPresent(); next = due(end)) {
            next.get().step().run();
        }
    }

    private synchronized Optional<Task> due(long end) {
        Optional<Task> next = Optional.ofNullable(tasks.peek()).filter(task -> task.atNanos() <= end);
        now = next.map(Task::atNanos).orElse(end);
        next.ifPresent(tasks::remove);
        return next;
    }
}
