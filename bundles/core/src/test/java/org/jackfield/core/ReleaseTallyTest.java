package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.api.ReleaseStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTallyTest {

    // A clock may stand anywhere, and pass the end of its range.
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final ReleaseTally tally = new ReleaseTally(clock::get);

    @Test
    void beginsWithNothing() {
        assertEquals(ReleaseStatistics.NONE, tally.statistics());
    }

    @Test
    void addsUpTheTimeOfSessionsThatRunAndOfThoseThatDoNot() {
        Stint one = tally.stint();
        Stint two = tally.stint();
        one.begin();
        pass(Duration.ofSeconds(3));
        two.begin();
        pass(Duration.ofSeconds(4));
        one.end();
        one.end();
        pass(Duration.ofSeconds(5));

        assertEquals(2, tally.statistics().sessions());
        assertEquals(Duration.ofSeconds(7 + 9), tally.statistics().sessionTime());
        two.end();
        pass(Duration.ofSeconds(6));
        assertEquals(Duration.ofSeconds(7 + 9), tally.statistics().sessionTime());
    }

    @Test
    void doesNotCountTheEndOfWhatNeverBegan() {
        tally.stint().end();
        pass(Duration.ofSeconds(1));

        assertEquals(ReleaseStatistics.NONE, tally.statistics());
    }

    @Test
    void countsTheRestEachForItself() {
        Stint stint = tally.stint();
        stint.gets(true);
        stint.gets(false);
        stint.writes();
        tally.failed();
        tally.disconnected();
        tally.disconnected();

        assertEquals(new ReleaseStatistics(0, Duration.ZERO, 2, 1, 1, 2, Duration.ZERO), tally.statistics());
    }

    @Test
    void measuresFromAMessageToTheNextCall() {
        Stint stint = tally.stint();
        stint.asks();
        pass(Duration.ofSeconds(9)); // It waits for the message.
        stint.gets(true);
        pass(Duration.ofMillis(2));
        stint.asks();
        pass(Duration.ofSeconds(9));
        stint.asks(); // It got none in time, and asks again.

        assertNear(Duration.ofMillis(2), tally.statistics().handlingP99());
    }

    @Test
    void measuresFromTheCallIfTheMessageWasThere() {
        Stint stint = tally.stint();
        stint.asks();
        stint.gets(false);
        pass(Duration.ofMillis(2));
        stint.asks();

        assertNear(Duration.ofMillis(2), tally.statistics().handlingP99());
    }

    @ParameterizedTest(name = "{0} of 1000 messages take 50 ms, the others 1 ms")
    @CsvSource({"0, 1", "9, 1", "11, 50", "1000, 50"})
    void tellsWithinWhatTimeNinetyNineOfAHundredAreHandled(int slow, int millis) {
        for (int i = 0; i < 1000; i++) {
            tally.handled(TimeUnit.MILLISECONDS.toNanos(i < slow ? 50 : 1));
        }
        assertNear(Duration.ofMillis(millis), tally.statistics().handlingP99());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "100000000000, 100000000000", "9223372036854775807, 100000000000"})
    void takesAnyTime(long nanos, long shown) {
        tally.handled(nanos);
        Duration told = tally.statistics().handlingP99();

        assertTrue(told.toNanos() <= shown * 1.01 + 1_000, told.toString());
    }

    private static void assertNear(Duration expected, Duration actual) {
        double ratio = (double) actual.toNanos() / expected.toNanos();
        assertTrue(ratio > 0.99 && ratio < 1.01, expected + " expected, got " + actual);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
