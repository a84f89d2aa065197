package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Message;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int KIB = 1024;

    private final AtomicInteger ready = new AtomicInteger();
    private final Outbox outbox = new Outbox(16, 10 * KIB, message -> {}, ready::incrementAndGet);
    private final OutboxLane lane = outbox.open();

    @Test
    void keepsTheOrderAndTellsThatSomethingWaits() throws Exception {
        for (int code = 0; code < 50; code++) {
            lane.put(Message.empty(code));
        }
        for (int code = 0; code < 50; code++) {
            assertEquals(code, outbox.poll().code());
        }
        assertNull(outbox.poll());
        assertEquals(50, ready.get());
    }

    @Test
    void makesAWriterWaitWhileItsShareIsQueued() throws Exception {
        fill();
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Thread writer = writer(1, 7 * KIB, outcome);
        Await.parked(writer);

        for (int i = 0; i < 4; i++) {
            outbox.poll();
            assertNull(outcome.poll());
        }
        for (int i = 0; i < 5; i++) {
            outbox.poll();
        }
        assertEquals("queued 1", Await.item(outcome));
        Await.end(writer);
    }

    @Test
    void letsAMessageLargerThanTheShareThroughAlone() throws Exception {
        lane.put(new Message(0, new byte[KIB]));
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Thread large = writer(1, 50 * KIB, outcome);
        Await.parked(large);
        Thread small = writer(2, 10, outcome);
        Await.parked(small);

        assertEquals(0, outbox.poll().code());
        assertEquals("queued 1", Await.item(outcome), "small ones do not overtake the one that waits");
        Await.parked(small);
        assertEquals(1, outbox.poll().code());
        assertEquals("queued 2", Await.item(outcome));
        Await.end(large);
        Await.end(small);
    }

    @Test
    void turnsWaitingAndLaterWritersAway() throws Exception {
        fill();
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(writer(i, KIB, outcome));
        }
        for (Thread writer : writers) {
            Await.parked(writer);
        }
        outbox.close();

        for (Thread writer : writers) {
            assertEquals("shutting down", Await.item(outcome));
            Await.end(writer);
        }
        assertEquals(
                "shutting down",
                assertThrows(IOException.class, () -> lane.put(Message.empty(0)))
                        .getMessage());
        assertEquals(0, outbox.poll().code(), "what was queued is still there");
    }

    @Test
    void letsAWaitingWriterBeInterrupted() throws Exception {
        fill();
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Thread first = writer(1, KIB, outcome);
        Await.parked(first);
        Thread second = writer(2, KIB, outcome);
        Await.parked(second);
        second.interrupt();
        assertEquals("interrupted", Await.item(outcome));
        first.interrupt();
        assertEquals("interrupted", Await.item(outcome));
        Await.end(first);
        Await.end(second);
    }

    @Test
    void losesNothingAndNoWakeUpUnderLoad() throws Exception {
        int writers = 3;
        int each = 30_000;
        Semaphore work = new Semaphore(0);
        Outbox shared = new Outbox(16, 2 * KIB, message -> {}, work::release);
        OutboxLane open = shared.open();
        BlockingQueue<String> failures = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int first = w * each;
            threads.add(new Thread(() -> writeAll(open, first, each, failures)));
        }
        threads.forEach(Thread::start);
        int[] next = {0, each, 2 * each};
        for (int i = 0; i < writers * each; i++) {
            assertTrue(work.tryAcquire(Await.SECONDS, TimeUnit.SECONDS), "message " + i);
            int code = shared.poll().code();
            assertEquals(next[code / each]++, code, "in order for each writer");
        }
        for (Thread thread : threads) {
            Await.end(thread);
        }
        assertNull(failures.poll());
        assertNull(shared.poll());
    }

    /** As at a hand-over: the next run has a lane while threads of the last one still write. */
    @Test
    void sendsWhatWasAcceptedAndNothingElseAndGivesTheRoomBackWhenALaneIsClosed() throws Exception {
        for (int round = 0; round < 100; round++) {
            Semaphore work = new Semaphore(0);
            Outbox shared = new Outbox(16, 2 * KIB, message -> {}, work::release);
            OutboxLane closing = shared.open();
            CountDownLatch begun = new CountDownLatch(1);
            AtomicInteger accepted = new AtomicInteger();
            List<Thread> writers =
                    List.of(untilClosed(closing, begun, accepted), untilClosed(closing, begun, accepted));
            Await.latch(begun);

            BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
            // Has room only when nobody else has any.
            Thread large = writer(shared.open(), 1, 4 * KIB, outcome);
            int sent = 0;
            Message message = shared.poll();
            while (message == null || message.code() == 0) {
                if (message == null) {
                    assertTrue(work.tryAcquire(Await.SECONDS, TimeUnit.SECONDS), "after " + sent);
                } else {
                    sent++;
                }
                message = shared.poll();
            }
            for (Thread writer : writers) {
                Await.end(writer);
            }
            Await.end(large);
            assertEquals("queued 1", Await.item(outcome));
            assertEquals(accepted.get(), sent, "round " + round);
            assertNull(shared.poll());
        }
    }

    private static Thread untilClosed(OutboxLane lane, CountDownLatch begun, AtomicInteger accepted) {
        Thread thread = new Thread(() -> {
            try {
                lane.put(Message.empty(0));
                accepted.incrementAndGet();
                begun.countDown();
                while (true) {
                    lane.put(Message.empty(0));
                    accepted.incrementAndGet();
                }
            } catch (IOException | InterruptedException e) {
                // It is closed.
            }
        });
        thread.start();
        return thread;
    }

    private static void writeAll(OutboxLane lane, int first, int count, BlockingQueue<String> failures) {
        try {
            for (int i = first; i < first + count; i++) {
                lane.put(new Message(i, new byte[i % 500 == 0 ? 3 * KIB : i % 90]));
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
        }
    }

    private void fill() throws Exception {
        for (int i = 0; i < 9; i++) {
            lane.put(new Message(0, new byte[KIB]));
        }
    }

    private Thread writer(int code, int bytes, BlockingQueue<String> outcome) {
        return writer(lane, code, bytes, outcome);
    }

    private static Thread writer(OutboxLane lane, int code, int bytes, BlockingQueue<String> outcome) {
        Thread thread = new Thread(() -> {
            try {
                lane.put(new Message(code, new byte[bytes]));
                outcome.add("queued " + code);
            } catch (InterruptedException e) {
                outcome.add("interrupted");
            } catch (IOException e) {
                outcome.add(e.getMessage());
            }
        });
        thread.start();
        return thread;
    }
}
