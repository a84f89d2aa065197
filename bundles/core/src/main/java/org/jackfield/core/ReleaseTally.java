package org.jackfield.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.HdrHistogram.AtomicHistogram;
import org.jackfield.api.ReleaseStatistics;

/**
 * Counts what one release of a protocol does. It refers to nothing of the release, so that whoever keeps it keeps no
 * class loader. For use by any thread.
 */
final class ReleaseTally {

    // With two digits in this range the histogram takes 22 KB, and recording into it allocates nothing.
    private static final long LEAST_HANDLING_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MOST_HANDLING_NANOS = TimeUnit.SECONDS.toNanos(100);
    private static final int DIGITS = 2;
    private static final double SHOWN_PERCENTILE = 99;

    private final LongSupplier nanoTime;
    private final AtomicReference<Sessions> sessions = new AtomicReference<>(new Sessions(0, 0, 0));
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder disconnects = new LongAdder();
    private final AtomicHistogram handling = new AtomicHistogram(LEAST_HANDLING_NANOS, MOST_HANDLING_NANOS, DIGITS);

    ReleaseTally() {
        this(System::nanoTime);
    }

    /**
     * @param nanoTime a clock that does not go back
     */
    ReleaseTally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The account of one more run. */
    Stint stint() {
        return new Stint(this);
    }

    /** A session that did not work out, and the release is to blame. */
    void failed() {
        failures.increment();
    }

    /** A link has ended that the release ran on. */
    void disconnected() {
        disconnects.increment();
    }

    ReleaseStatistics statistics() {
        Sessions now = sessions.get();
        return new ReleaseStatistics(
                now.begun(),
                now.time(nanoTime.getAsLong()),
                received.sum(),
                sent.sum(),
                failures.sum(),
                disconnects.sum(),
                Duration.ofNanos(handling.getValueAtPercentile(SHOWN_PERCENTILE)));
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    void began() {
        long now = nanos();
        sessions.updateAndGet(before -> before.begin(now));
    }

    void ended() {
        long now = nanos();
        sessions.updateAndGet(before -> before.end(now));
    }

    void received() {
        received.increment();
    }

    void handled(long nanos) {
        handling.recordValue(Math.min(nanos, MOST_HANDLING_NANOS));
    }

    void sent() {
        sent.increment();
    }

    /**
     * @param live how many run now
     * @param endsLessBeginnings sum of all ends so far less that of all beginnings, by the clock; it may wrap around, as
     *     only what the ends of those that live add to it has a meaning
     */
    private record Sessions(long begun, int live, long endsLessBeginnings) {

        Sessions begin(long now) {
            return new Sessions(begun + 1, live + 1, endsLessBeginnings - now);
        }

        Sessions end(long now) {
            return new Sessions(begun, live - 1, endsLessBeginnings + now);
        }

        Duration time(long now) {
            return Duration.ofNanos(endsLessBeginnings + live * now);
        }
    }
}
