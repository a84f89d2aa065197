package org.jackfield.core;

import java.time.Duration;
import java.util.Optional;

/**
 * When a link is to be pinged, and when it has been silent for too long. It is asked in even steps ({@link #step}), so
 * that messages cost it no look at a clock. Not for use by several threads.
 */
final class Heartbeat {

    /** Steps that the shorter of interval and limit is divided into: how exactly both are kept. */
    private static final int STEPS = 4;

    private final long intervalNanos;
    private final long limitNanos;
    private long heardAt;
    private long pingedAt;
    private boolean awaitingPong;

    /** What to do now. */
    enum Action {
        NOTHING,
        PING,
        TIMEOUT
    }

    Heartbeat(Duration interval, Duration limit, long nowNanos) {
        intervalNanos = interval.toNanos();
        limitNanos = limit.toNanos();
        heardAt = nowNanos;
        pingedAt = nowNanos;
    }

    /** How long to wait between two calls of {@link #beat}. */
    Duration step() {
        return Duration.ofNanos(Math.max(1, Math.min(intervalNanos, limitNanos) / STEPS));
    }

    /**
     * @param alive whether the silence does not count: something arrived since the last call, or we do not read
     */
    Action beat(long nowNanos, boolean alive) {
        if (alive) {
            heardAt = nowNanos;
        } else if (nowNanos - heardAt >= limitNanos) {
            return Action.TIMEOUT;
        }
        if (nowNanos - pingedAt >= intervalNanos) {
            pingedAt = nowNanos;
            awaitingPong = true;
            return Action.PING;
        }
        return Action.NOTHING;
    }

    /** The round-trip time; empty for a pong that nobody asked for. */
    Optional<Duration> pong(long nowNanos) {
        boolean asked = awaitingPong;
        awaitingPong = false;
        return asked ? Optional.of(Duration.ofNanos(nowNanos - pingedAt)) : Optional.empty();
    }
}
