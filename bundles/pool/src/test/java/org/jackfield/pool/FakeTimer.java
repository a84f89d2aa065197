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
    private long look;

    @Override
    public long now() {
        now += look;
        return now;
    }

    /** How many milliseconds each look at it takes from now on. */
    void looksTake(long millis) {
        look = millis;
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
