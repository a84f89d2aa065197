package org.jackfield.pool;

import java.util.concurrent.locks.ReentrantLock;

/** A lock for short steps that may fail: reentrant, and held for no I/O. For any thread. */
final class Mutex {

    private final ReentrantLock lock = new ReentrantLock();

    /** A step without a result. */
    interface Action<E extends Exception> {
        void run() throws E;
    }

    interface Step<T, E extends Exception> {
        T make() throws E;
    }

    <E extends Exception> void locked(Action<E> action) throws E {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T, E extends Exception> T locked(Step<T, E> step) throws E {
        lock.lock();
        try {
            return step.make();
        } finally {
            lock.unlock();
        }
    }
}
