package org.jackfield.core;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock for short steps: reentrant, and held for no I/O. For any thread. */
final class Mutex {

    private final ReentrantLock lock = new ReentrantLock();

    void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
