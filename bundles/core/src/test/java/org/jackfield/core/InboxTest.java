package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Message;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final int KIB = 1024;

    private final AtomicInteger full = new AtomicInteger();
    private final AtomicInteger drained = new AtomicInteger();
    private final Inbox inbox = new Inbox(10 * KIB, full::incrementAndGet, drained::incrementAndGet);

    @Test
    void givesMessagesInTheOrderTheyCame() throws Exception {
        for (int code = 0; code < 1000; code++) {
            inbox.put(Message.empty(code));
        }
        for (int code = 0; code < 1000; code++) {
            assertEquals(code, take().code());
        }
        assertNull(inbox.poll());
        assertFalse(inbox.await(true, System.nanoTime()), "the time is over");
        assertEquals(0, inbox.bytes());
    }

    @Test
    void pushesBackOnceAboveTheHighMarkAndLetsGoAtTheLowMark() throws Exception {
        for (int i = 0; i < 20; i++) {
            inbox.put(new Message(0, new byte[KIB]));
        }
        assertEquals(1, full.get());
        while (inbox.bytes() > 6 * KIB) {
            take();
        }
        assertEquals(0, drained.get(), "not before the low mark");
        take();
        take();
        assertEquals(1, drained.get());
        assertEquals(1, full.get());
    }

    @Test
    void boundsEmptyMessagesToo() {
        for (int i = 0; i < 10 * KIB / Inbox.MESSAGE_OVERHEAD_BYTES + 1; i++) {
            inbox.put(Message.empty(0));
        }
        assertEquals(1, full.get());
    }

    @Test
    void endsAfterWhatWasReceivedHasBeenRead() throws Exception {
        inbox.put(Message.empty(1));
        inbox.end();

        assertEquals(1, take().code());
        assertThrows(EOFException.class, this::take);
        assertThrows(EOFException.class, this::take);
    }

    @Test
    void sendsTheReaderAwayAtOnceWhenRecalled() {
        inbox.put(Message.empty(1));
        inbox.recall(Inbox.Recall.FOR_GOOD);
        inbox.end();

        assertThrows(EOFException.class, this::take);
    }

    @Test
    void wakesASleepingReader() throws Exception {
        for (String cause : new String[] {"message", "end", "recall", "interrupt"}) {
            Inbox fresh = new Inbox(KIB, () -> {}, () -> {});
            BlockingQueue<String> outcome = new ArrayBlockingQueue<>(1);
            Thread reader = new Thread(() -> outcome.add(outcome(fresh)));
            reader.start();
            Await.parked(reader);
            switch (cause) {
                case "message" -> {
                    fresh.put(Message.empty(0));
                    fresh.announce();
                }
                case "end" -> fresh.end();
                case "recall" -> fresh.recall(Inbox.Recall.FOR_GOOD);
                default -> reader.interrupt();
            }
            String expected = switch (cause) {
                case "message" -> "message 0 (0 B)";
                case "interrupt" -> "InterruptedException";
                default -> "EOFException";
            };
            assertEquals(expected, Await.item(outcome), cause);
            Await.end(reader);
        }
    }

    @Test
    void losesNothingAndNoWakeUpUnderLoad() throws Exception {
        int messages = 300_000;
        Semaphore drains = new Semaphore(0);
        int[] fulls = {0};
        long highest = 0;
        Inbox box = new Inbox(4 * KIB, () -> fulls[0]++, drains::release);
        BlockingQueue<String> outcome = new ArrayBlockingQueue<>(1);
        Thread reader = new Thread(() -> outcome.add(readAll(box, messages)));
        reader.start();
        for (int i = 0; i < messages; i++) {
            // As on a link: what has come together is announced once, and each time the box is full, nothing is put in
            // before it was drained.
            if (i % 5 == 0 || fulls[0] > 0) {
                box.announce();
            }
            while (fulls[0] > 0) {
                assertTrue(drains.tryAcquire(Await.SECONDS, TimeUnit.SECONDS), "drained, message " + i);
                fulls[0]--;
            }
            box.put(new Message(i, new byte[i % 7]));
            highest = Math.max(highest, box.bytes());
            if (i % 1000 == 0) {
                Thread.yield(); // Lets the reader run dry now and then, and sleep.
            }
        }
        box.end();

        assertEquals("all", Await.item(outcome));
        // A reader that looked just before may let go once too early; the next message presses again.
        assertTrue(highest <= 5 * KIB, "bounded: " + highest);
        Await.end(reader);
    }

    private static String readAll(Inbox inbox, int messages) {
        try {
            for (int i = 0; i < messages; i++) {
                Message message = take(inbox);
                if (message.code() != i) {
                    return "expected " + i + ", got " + message;
                }
            }
            return outcome(inbox).equals("EOFException") ? "all" : "more";
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static String outcome(Inbox inbox) {
        try {
            return take(inbox).toString();
        } catch (IOException | InterruptedException e) {
            return e.getClass().getSimpleName();
        }
    }

    private Message take() throws Exception {
        return take(inbox);
    }

    private static Message take(Inbox inbox) throws IOException, InterruptedException {
        Message message = inbox.poll();
        while (message == null && inbox.await(false, 0)) {
            message = inbox.poll();
        }
        return message;
    }
}
