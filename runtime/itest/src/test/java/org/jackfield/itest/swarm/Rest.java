package org.jackfield.itest.swarm;

import java.time.Duration;

/** Whether a number has stayed the same for longer than syncing waits for more before it goes on (2 s). Used by one thread. */
final class Rest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private long last = -1;
    private long sinceNanos;

    boolean isReached(long now) {
        if (now != last) {
            last = now;
            sinceNanos = System.nanoTime();
        }
        return System.nanoTime() - sinceNanos > LONG_ENOUGH.toNanos();
    }
}
