package org.jackfield.pool;

/** Time as the relay sees it; tests have one that stands still. */
interface Timer {

    /** Milliseconds of a clock that only rises. */
    long now();

    /** Runs {@code task} once, on any thread, when so much time has passed. */
    void after(long millis, Runnable task);
}
