package org.jackfield.api.fake;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Counts, and lets one thread wait for a count. */
public final class Tally {

    private static final int DEADLINE_SECONDS = 20;

    private final Semaphore added = new Semaphore(0);

    public void add() {
        added.release();
    }

    public int count() {
        return added.availablePermits();
    }

    public void await(int count) throws InterruptedException {
        if (!added.tryAcquire(count, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(count() + " instead of " + count);
        }
        added.release(count);
    }
}
