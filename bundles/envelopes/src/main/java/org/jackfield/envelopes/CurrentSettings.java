package org.jackfield.envelopes;

import java.util.function.UnaryOperator;

/** The settings, and those that peers may still go by. Not for use by several threads. */
final class CurrentSettings {

    /** For how long envelopes are judged by the former settings too (go-ethereum, {@code DefaultSyncAllowance}). */
    static final long TOLERANCE_MILLIS = 10_000;

    /** A peer has so long to tell its status, after having been told ours; then it has a seat. */
    static final long HANDSHAKE_MILLIS = 30_000;

    /** What is tolerated until the first change has settled, whatever is configured (go-ethereum, {@code DefaultMinimumPoW}). */
    static final double FIRST_TOLERATED_WORK = 0.2;

    private final Time time;
    private final Lagging<Double> work = new Lagging<>(FIRST_TOLERATED_WORK, TOLERANCE_MILLIS);
    private final Lagging<Bloom> interest;
    private final Lagging<PoolSettings> told;
    private PoolSettings current;

    CurrentSettings(PoolSettings first, Time time) {
        this.time = time;
        current = first;
        interest = new Lagging<>(first.interest(), TOLERANCE_MILLIS);
        told = new Lagging<>(first, HANDSHAKE_MILLIS);
    }

    PoolSettings current() {
        return current;
    }

    PoolSettings change(UnaryOperator<PoolSettings> change) {
        PoolSettings next = change.apply(current);
        long now = time.millis();
        if (next.minWork() != current.minWork()) {
            work.set(next.minWork(), now);
        }
        interest.set(next.interest(), now);
        told.set(next, now);
        current = next;
        return next;
    }

    /** What a peer may have been told whose handshake has just ended. */
    PoolSettings told() {
        return told.asOf(HANDSHAKE_MILLIS, time.millis());
    }

    double toleratedWork() {
        return work.asOf(TOLERANCE_MILLIS, time.millis());
    }

    Bloom toleratedInterest() {
        return interest.asOf(TOLERANCE_MILLIS, time.millis());
    }
}
