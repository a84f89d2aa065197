package org.jackfield.rlpx;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Barks if something under way does not get on for a time. It looks now and then instead of being told of every step,
 * and sleeps while nothing is under way. Used on one event loop only.
 */
final class Watchdog {

    // So it barks at most a quarter too late.
    private static final int LOOKS = 4;

    private final EventExecutor loop;
    private final long betweenLooksNanos;
    private final BooleanSupplier underWay;
    private final LongSupplier progress;
    private final Runnable bark;

    private boolean awake;
    private long lastProgress;
    private int looksWithoutProgress;

    /**
     * @param underWay whether there is anything to wait for
     * @param progress a number that changes with every step
     * @param bark called on the event loop; the watch is over then
     */
    Watchdog(EventExecutor loop, Duration limit, BooleanSupplier underWay, LongSupplier progress, Runnable bark) {
        this.loop = loop;
        this.betweenLooksNanos = Math.max(1, limit.toNanos() / LOOKS);
        this.underWay = underWay;
        this.progress = progress;
        this.bark = bark;
    }

    /** Begins to watch, if something is under way and it is not watched yet. */
    void watch() {
        if (!awake && underWay.getAsBoolean()) {
            awake = true;
            restart();
            lookLater();
        }
    }

    /** Time counts from now. */
    void restart() {
        lastProgress = progress.getAsLong();
        looksWithoutProgress = 0;
    }

    private void lookLater() {
        loop.schedule(this::look, betweenLooksNanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (!underWay.getAsBoolean()) {
            awake = false;
            return;
        }
        if (progress.getAsLong() != lastProgress) {
            restart();
        } else if (++looksWithoutProgress == LOOKS) {
            awake = false;
            bark.run();
            return;
        }
        lookLater();
    }
}
