package org.jackfield.rlpx;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How an event loop waits: while events and tasks come one close upon the other, it looks for them again and again before
 * it sleeps. An idle processor takes longer to wake than most answers do to come, and a thread that writes need not wake a loop
 * that looks by itself. Used on its event loop only.
 *
 * <p>That is after two short waits in a row: a lone request and the answer of ours, as are pings, make one. So an idle node
 * sleeps.
 */
final class SpinThenSleep implements SelectStrategy {

    /** What a wait is at most to be short: a round trip between two that sleep, on one machine. */
    static final long SHORT_NANOS = 100_000;

    private static final int ENOUGH = 2;

    private enum State {
        ACTIVE,
        WAITING,
        ASLEEP
    }

    private final LongSupplier nanos;
    private State state = State.ACTIVE;
    private long sinceNanos;
    private int shortWaits;

    /** @param nanos as {@link System#nanoTime} */
    SpinThenSleep(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        long now = nanos.getAsLong();
        if (hasTasks || state == State.ASLEEP) {
            endWait(now);
        }
        if (hasTasks) {
            return selectNow.get();
        }
        beginWait(now);
        if (shortWaits < ENOUGH || now - sinceNanos >= SHORT_NANOS) {
            state = State.ASLEEP;
            return SELECT;
        }
        int ready = selectNow.get();
        if (ready > 0) {
            endWait(now);
        } else {
            // Whoever is to send us something may need this processor.
            Thread.yield();
        }
        return ready;
    }

    private void beginWait(long now) {
        if (state == State.ACTIVE) {
            state = State.WAITING;
            sinceNanos = now;
        }
    }

    private void endWait(long now) {
        if (state != State.ACTIVE) {
            state = State.ACTIVE;
            shortWaits = now - sinceNanos < SHORT_NANOS ? Math.min(shortWaits + 1, ENOUGH) : 0;
        }
    }
}
