package org.jackfield.core;

import java.time.Duration;
import java.util.List;

/**
 * The runs of a withdrawn protocol on their way out, all at the same time.
 *
 * @param grace how long they have; then they are interrupted and abandoned by their sessions' own alarms
 */
record Withdrawal(List<SessionRun> runs, Duration grace) {

    /** Waits until all have left, or the grace is over, or the thread is interrupted. */
    void await() {
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            for (SessionRun run : runs) {
                if (!run.awaitEnd(deadline - System.nanoTime())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
