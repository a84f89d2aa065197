package org.jackfield.itest.swarm;

import java.time.Duration;

/** Whether a number has stayed the same for longer than syncing waits for more before it goes on (2 s). Used by one thread. */
final class Rest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private long last = -1;
    private long sinceNanos;

    /** Once it is, it has to be reached anew. */
    boolean isReached(long now) {
        boolean reached = now == last && System.nanoTime() - sinceNanos > LONG_ENOUGH.toNanos();
        if (now != last || reached) {
            last = now;
            sinceNanos = System.nanoTime();
        }
        return reached;
    }
}
