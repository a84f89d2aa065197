package org.jackfield.pool;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when it is told to. */
final class FakeTimer implements Timer {

    private record Task(long at, long sequence, Runnable task) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::sequence));
    private long now;
    private long sequence;

    @Override
    public long now() {
        return now;
    }

    @Override
    public void after(long millis, Runnable task) {
        tasks.add(new Task(now + millis, sequence++, task));
    }

    void pass(long millis) {
        long end = now + millis;
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task next = tasks.poll();
            now = next.at();
            next.task().run();
        }
        now = end;
    }
}
