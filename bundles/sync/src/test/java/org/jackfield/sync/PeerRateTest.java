package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerRateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PeerRate rate = new PeerRate(0);

    @Test
    void beginsWithMiddlingRequestsAndSixSeconds() {
        assertEquals(Kind.BODIES.first, rate.capacity(Kind.BODIES));
        assertEquals(6 * SECOND, rate.timeoutNanos());
    }

    @Test
    void asksForWhatComesInHalfASecond() {
        rate.answered(Kind.BODIES, 32, 0, SECOND / 5);
        assertEquals(160, rate.perSecond(Kind.BODIES), 0.1);
        assertEquals(89, rate.capacity(Kind.BODIES));
        assertEquals(Kind.HEADERS.first, rate.capacity(Kind.HEADERS));
    }

    @Test
    void asksForMoreOverALongWay() {
        rate.answered(Kind.BODIES, 32, 0, 2 * SECOND);
        assertEquals(71, rate.capacity(Kind.BODIES));
    }

    @Test
    void staysWithinBounds() {
        rate.answered(Kind.BODIES, 256, 0, 1000);
        assertEquals(Kind.BODIES.most, rate.capacity(Kind.BODIES));
        for (int i = 1; i < 40; i++) {
            rate.answered(Kind.HEADERS, 0, i * SECOND, i * SECOND + 1);
        }
        assertEquals(2 * SECOND, rate.timeoutNanos());
    }

    @Test
    void timesOutOfSlowPeersAreLongerAndGrow() {
        rate.answered(Kind.BODIES, 32, 0, 3 * SECOND);
        assertEquals(12 * SECOND, rate.timeoutNanos());
        rate.missed(Kind.BODIES);
        assertEquals(24 * SECOND, rate.timeoutNanos());
        rate.missed(Kind.BODIES);
        assertEquals(30 * SECOND, rate.timeoutNanos());
        rate.answered(Kind.BODIES, 32, 10 * SECOND, 13 * SECOND);
        assertEquals(12 * SECOND, rate.timeoutNanos());
    }

    @Test
    void theSecondOfTwoRequestsCountsFromTheFirstOnesAnswer() {
        rate.answered(Kind.BODIES, 100, 0, SECOND);
        rate.answered(Kind.BODIES, 100, 0, 2 * SECOND);
        assertEquals(100, rate.perSecond(Kind.BODIES), 0.1);
        assertTrue(rate.usualNanos() > SECOND);
    }
}
