package org.jackfield.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionWriterTest {

    private static final int DEADLINE_SECONDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(DEADLINE_SECONDS);

    private final Gate pipe = new Gate();
    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();

    @Test
    void takesTurns() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        pipe.open();
        writer.start("test", List.of(source(1, 2, 3), source(11), source(21, 22)));
        for (int expected : new int[] {1, 11, 21, 2, 22, 3}) {
            assertEquals(expected, pipe.written());
        }
        assertTrue(writer.stop());
        assertEquals(List.of(1, 11, 21, 2, 22, 3), List.copyOf(sent));
    }

    @Test
    void sleepsUntilItIsWoken() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        pipe.open();
        Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
        writer.start("test", List.of(source(waiting)));
        for (int i = 0; i < 1000; i++) {
            waiting.add(i);
            writer.wake();
            assertEquals(i, pipe.written());
        }
        assertTrue(writer.stop());
    }

    @Test
    void whatThePipeHasTakenIsReportedBeforeItIsStopped() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        writer.start("test", List.of(source(1, 2)));
        pipe.awaitWriter();
        pipe.open();
        assertTrue(writer.stop());
        assertEquals(List.copyOf(pipe.taken), List.copyOf(sent));
        assertFalse(sent.isEmpty());
    }

    @Test
    void whatThePipeRefusesIsNotReported() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        writer.start("test", List.of(source(1)));
        pipe.awaitWriter();
        pipe.refuse();
        assertTrue(writer.stop());
        assertEquals(List.of(), List.copyOf(sent));
        assertEquals(List.of(), List.copyOf(pipe.taken));
    }

    @Test
    void tellsIfItCannotBeStopped() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, Duration.ofMillis(1));
        writer.start("test", List.of(source(1)));
        pipe.awaitWriter();
        assertFalse(writer.stop());
        writer.abandon();
        pipe.ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of(), List.copyOf(sent));
    }

    @Test
    void aFailingSourceInterruptsTheSession() throws Exception {
        IllegalStateException fault = new IllegalStateException("a bug");
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        writer.start("test", List.of(() -> {
            throw fault;
        }));
        assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        assertSame(fault, assertThrows(IllegalStateException.class, writer::checkFailure));
        assertSame(fault, assertThrows(IllegalStateException.class, writer::stop));
    }

    @Test
    void withoutSourcesThereIsNothingToStop() throws Exception {
        SessionWriter writer = new SessionWriter(pipe, PATIENCE);
        writer.start("test", List.of());
        writer.wake();
        assertTrue(writer.stop());
        writer.abandon();
    }

    private MessageSource source(Integer... codes) {
        return source(new ConcurrentLinkedQueue<>(List.of(codes)));
    }

    private MessageSource source(Queue<Integer> codes) {
        return () -> Optional.ofNullable(codes.peek())
                .map(code -> new Outgoing(code, new byte[0], () -> sent.add(codes.poll())));
    }

    /** Takes nothing before it is opened, and nothing after it has been told to refuse. */
    private static final class Gate implements MessagePipe {

        private final CountDownLatch decided = new CountDownLatch(1);
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
        private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();
        private volatile boolean refusing;

        void open() {
            decided.countDown();
        }

        void refuse() {
            refusing = true;
            decided.countDown();
        }

        void awaitWriter() throws InterruptedException {
            assertTrue(waiting.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }

        int written() throws InterruptedException {
            return Optional.ofNullable(arrived.poll(DEADLINE_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow();
        }

        @Override
        public Message read() {
            throw new AssertionError("a writer does not read");
        }

        @Override
        public Optional<Message> read(Duration timeout) {
            throw new AssertionError("a writer does not read");
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            waiting.countDown();
            try {
                decided.await();
            } catch (InterruptedException e) {
                ended.countDown();
                throw e;
            }
            if (refusing) {
                throw new IOException("shutting down");
            }
            taken.add(message.code());
            arrived.add(message.code());
        }
    }
}
