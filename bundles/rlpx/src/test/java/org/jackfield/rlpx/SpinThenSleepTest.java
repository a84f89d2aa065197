package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class SpinThenSleepTest {

    private static final int NOTHING = 0;
    private static final long SHORT = SpinThenSleep.SHORT_NANOS / 2;

    private long now = Long.MAX_VALUE - SpinThenSleep.SHORT_NANOS;
    private int ready;
    private final SpinThenSleep strategy = new SpinThenSleep(() -> now);

    @Test
    void sleepsBeforeAnythingHasCome() throws Exception {
        assertEquals(SelectStrategy.SELECT, waits());
    }

    @Test
    void looksAtTheSocketsOnceWhenThereAreTasks() throws Exception {
        ready = 3;
        assertEquals(3, strategy.calculateStrategy(() -> ready, true));
        ready = 0;
        assertEquals(NOTHING, strategy.calculateStrategy(() -> ready, true));
    }

    @Test
    void spinsAfterTwoShortWaits() throws Exception {
        sleepsFor(SHORT);
        sleepsFor(SHORT);
        assertEquals(NOTHING, waits());
        now += SHORT;
        assertEquals(NOTHING, waits());
    }

    @Test
    void sleepsWhenItHasSpunForLongEnough() throws Exception {
        sleepsFor(SHORT);
        sleepsFor(SHORT);
        assertEquals(NOTHING, waits());
        now += SpinThenSleep.SHORT_NANOS;
        assertEquals(SelectStrategy.SELECT, waits());
    }

    @Test
    void goesOnSpinningWhileEventsAndTasksCome() throws Exception {
        sleepsFor(SHORT);
        sleepsFor(SHORT);
        for (int i = 0; i < 10; i++) {
            assertEquals(NOTHING, waits());
            now += SHORT;
            ready = 1;
            assertEquals(1, waits());
            ready = 0;
            assertEquals(NOTHING, waits());
            now += SHORT;
            assertEquals(NOTHING, strategy.calculateStrategy(() -> ready, true));
        }
        assertEquals(NOTHING, waits());
    }

    @Test
    void neverSpinsForARequestAndItsAnswerNowAndThen() throws Exception {
        for (int i = 0; i < 10; i++) {
            sleepsFor(SHORT);
            sleepsFor(1000 * SpinThenSleep.SHORT_NANOS);
        }
    }

    @Test
    void sleepsAgainAfterOneLongWait() throws Exception {
        sleepsFor(SHORT);
        sleepsFor(SHORT);
        waits();
        now += SpinThenSleep.SHORT_NANOS;
        sleepsFor(1);
        sleepsFor(SHORT);
        sleepsFor(SHORT);
        assertEquals(NOTHING, waits());
    }

    private int waits() throws Exception {
        return strategy.calculateStrategy(() -> ready, false);
    }

    private void sleepsFor(long nanos) throws Exception {
        assertEquals(SelectStrategy.SELECT, waits());
        now += nanos;
    }
}
