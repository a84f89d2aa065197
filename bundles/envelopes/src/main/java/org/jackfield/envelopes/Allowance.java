package org.jackfield.envelopes;

import java.util.concurrent.TimeUnit;

/** A bucket of tokens that fills itself. It may be overdrawn once: a packet is never too large for it. */
final class Allowance {

    private final double perMilli;
    private final double capacity;
    private double tokens;
    private long filledAt;

    /** @param perSecond 0: without limit */
    Allowance(long perSecond, long burstSeconds, long now) {
        perMilli = perSecond / (double) TimeUnit.SECONDS.toMillis(1);
        capacity = (double) perSecond * burstSeconds;
        tokens = capacity;
        filledAt = now;
    }

    /** @return false if it is used up */
    boolean take(long amount, long now) {
        fill(now);
        if (perMilli == 0) {
            return true;
        }
        boolean enough = tokens > 0;
        tokens = Math.max(-capacity, tokens - amount);
        return enough;
    }

    boolean isFull(long now) {
        fill(now);
        return tokens >= capacity;
    }

    private void fill(long now) {
        tokens = Math.min(capacity, tokens + (now - filledAt) * perMilli);
        filledAt = now;
    }
}
