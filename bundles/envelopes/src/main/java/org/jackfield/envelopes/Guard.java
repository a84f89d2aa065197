package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one lock over pool and seats, held for bookkeeping only: what it is not to be held for waits until it is free. */
final class Guard {

    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> afterwards = new ArrayList<>();

    void locked(Runnable step) {
        locked(() -> {
            step.run();
            return true;
        });
    }

    <T> T locked(Supplier<T> step) {
        List<Runnable> due = List.of();
        T result;
        lock.lock();
        try {
            result = step.get();
        } finally {
            if (lock.getHoldCount() == 1 && !afterwards.isEmpty()) {
                due = afterwards;
                afterwards = new ArrayList<>();
            }
            lock.unlock();
        }
        due.forEach(Runnable::run);
        return result;
    }

    /** Runs it on this thread once the lock, which it holds, is free. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }
}
