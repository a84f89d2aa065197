package org.jackfield.api.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PipePairTest {

    private final PipePair pipes = new PipePair(3);

    @AfterEach
    void close() {
        pipes.close();
    }

    @Test
    void carriesMessagesInOrderBothWays() throws Exception {
        pipes.left().write(0, new byte[] {1});
        pipes.left().write(2, new byte[] {2});
        pipes.right().write(Message.empty(1));

        assertArrayEquals(new byte[] {1}, pipes.right().read().payload());
        assertEquals(2, pipes.right().read().code());
        assertEquals(0, pipes.left().read().size());
    }

    @Test
    void refusesACodeBeyondTheCount() throws Exception {
        DisconnectException refused =
                assertThrows(DisconnectException.class, () -> pipes.left().write(Message.empty(3)));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, refused.reason());

        pipes.left().write(Message.empty(2));
        assertEquals(2, pipes.right().read().code());
    }

    @Test
    void givesUpReadingAfterTheTimeout() throws Exception {
        assertTrue(pipes.left().read(Duration.ofMillis(1)).isEmpty());
    }

    @Test
    void deliversWhatWasWrittenBeforeTheEnd() throws Exception {
        pipes.left().write(Message.empty(1));
        pipes.close();

        assertEquals(1, pipes.right().read().code());
        assertThrows(EOFException.class, () -> pipes.right().read());
        assertThrows(IOException.class, () -> pipes.left().write(Message.empty(0)));
    }

    @Test
    void letsAWriterWaitForRoom() throws Exception {
        int more = 500;
        FutureTask<Void> writer = new FutureTask<>(() -> {
            for (int i = 0; i < more; i++) {
                pipes.left().write(1, new byte[] {(byte) i});
            }
            return null;
        });
        new Thread(writer).start();
        for (int i = 0; i < more; i++) {
            assertEquals((byte) i, pipes.right().read().payload()[0]);
        }
        writer.get();
    }

    @Test
    void wakesAReaderAtTheEnd() {
        CompletableFuture<Message> read = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        read.complete(pipes.left().read());
                    } catch (IOException | InterruptedException e) {
                        read.completeExceptionally(e);
                    }
                })
                .start();
        pipes.close();
        ExecutionException end = assertThrows(ExecutionException.class, read::get);
        assertEquals(EOFException.class, end.getCause().getClass());
    }

    @Test
    void handsTheUnreadOverToTheNextSession() throws Exception {
        MessagePipe old = pipes.left();
        for (int code = 0; code < 3; code++) {
            pipes.right().write(Message.empty(code));
        }
        MessagePipe next = pipes.handOverLeft(1);

        assertEquals(0, old.read().code());
        assertThrows(HandOverException.class, old::read);
        assertThrows(HandOverException.class, () -> old.read(Duration.ZERO));
        assertEquals(next, pipes.left());
        assertEquals(1, next.read().code());
        assertEquals(2, next.read().code());
    }

    @Test
    void refusesLateWritesThroughAPipeThatWasLeft() throws Exception {
        MessagePipe old = pipes.left();
        MessagePipe next = pipes.handOverLeft(0);
        old.write(Message.empty(0));
        assertThrows(HandOverException.class, old::read);

        assertThrows(IOException.class, () -> old.write(Message.empty(1)));
        next.write(Message.empty(2));
        assertEquals(0, pipes.right().read().code());
        assertEquals(2, pipes.right().read().code());
    }

    @Test
    void handsOverManyTimes() throws Exception {
        for (int i = 0; i < 10; i++) {
            MessagePipe old = pipes.left();
            pipes.handOverLeft(0);
            assertThrows(HandOverException.class, old::read);
        }
        pipes.right().write(Message.empty(1));
        assertEquals(1, pipes.left().read().code());
    }

    @Test
    void wakesAReaderForTheHandOver() {
        CompletableFuture<Message> read = new CompletableFuture<>();
        MessagePipe old = pipes.left();
        new Thread(() -> {
                    try {
                        read.complete(old.read());
                    } catch (IOException | InterruptedException e) {
                        read.completeExceptionally(e);
                    }
                })
                .start();
        pipes.handOverLeft(0);
        ExecutionException end = assertThrows(ExecutionException.class, read::get);
        assertEquals(HandOverException.class, end.getCause().getClass());
    }
}
