package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SpareThreadsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int RACES = 500;

    private final SpareThreads spares = new SpareThreads();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void aSpareThreadRunsOneTaskUnderItsName() throws Exception {
        spares.add(LONG);

        assertTrue(spares.give("first", () -> ran.add(Thread.currentThread().getName())));
        assertFalse(spares.give("second", () -> ran.add("on a used thread")));
        assertEquals("first", Await.item(ran));
    }

    @Test
    void thereIsNoneUnlessOneWasAdded() {
        assertFalse(spares.give("any", () -> ran.add("ran")));
    }

    @Test
    void whatIsGivenAsPatienceEndsRunsExactlyIfItWasTaken() throws Exception {
        int given = 0;
        for (int race = 0; race < RACES; race++) {
            spares.add(Duration.ofNanos(race * 200L));
            if (spares.give("task", () -> ran.add("ran"))) {
                given++;
            }
        }
        for (int task = 0; task < given; task++) {
            assertEquals("ran", Await.item(ran));
        }
        assertTrue(ran.isEmpty());
    }
}
