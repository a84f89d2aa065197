package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jackfield.core.SpareThreads.Task;
import org.junit.jupiter.api.Test;

class SpareThreadsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int RACES = 500;

    private final SpareThreads spares = new SpareThreads();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void aSpareThreadRunsOneTaskUnderItsName() throws Exception {
        spares.add(LONG);

        assertTrue(spares.give(
                new Task("first", () -> ran.add(Thread.currentThread().getName()))));
        assertFalse(spares.give(new Task("second", () -> ran.add("on a used thread"))));
        assertEquals("first", Await.item(ran));
    }

    @Test
    void thereIsNoneUnlessOneWasAdded() {
        assertFalse(spares.give(new Task("any", () -> ran.add("ran"))));
    }

    @Test
    void whatIsGivenAsPatienceEndsRunsExactlyIfItWasTaken() throws Exception {
        int given = 0;
        for (int race = 0; race < RACES; race++) {
            spares.add(Duration.ofNanos(race * 200L));
            if (spares.give(new Task("task", () -> ran.add("ran")))) {
                given++;
            }
        }
        for (int task = 0; task < given; task++) {
            assertEquals("ran", Await.item(ran));
        }
        assertTrue(ran.isEmpty());
    }

    @Test
    void aUsedThreadThatStaysGetsTheNextTaskBeforeOthers() throws Exception {
        spares.add(LONG);
        Thread thread = staying(LONG);

        assertTrue(spares.give(
                new Task("next", () -> ran.add(Thread.currentThread().getName()))));
        Await.end(thread);
        assertEquals("next", Await.item(ran));
        spares.close();
    }

    @Test
    void whoHasStayedLongEnoughGoes() throws Exception {
        Await.end(staying(Duration.ZERO));
        assertFalse(spares.give(new Task("late", () -> ran.add("ran"))));
    }

    @Test
    void onceItIsClosedNobodyStays() throws Exception {
        spares.add(LONG);
        Thread first = staying(LONG);
        Thread second = staying(LONG);

        spares.close();

        Await.end(first);
        Await.end(second);
        Await.end(staying(LONG));
        assertFalse(spares.give(new Task("late", () -> ran.add("ran"))));
    }

    @Test
    void onlySoManyUsedThreadsStay() throws Exception {
        List<Thread> staying = new ArrayList<>();
        for (int i = 0; i < SpareThreads.MAX_USED; i++) {
            staying.add(staying(LONG));
        }

        Await.end(staying(LONG));

        spares.close();
        for (Thread thread : staying) {
            Await.end(thread);
        }
    }

    /** A thread that waits for a task, as if it had done one; or does not. */
    private Thread staying(Duration patience) {
        Thread thread =
                DetachedThreads.platform("used", () -> spares.stay(patience).ifPresent(Task::run));
        thread.start();
        Await.until(() -> !thread.isAlive() || thread.getName().equals("jackfield-spare"), "it stays or goes");
        return thread;
    }
}
