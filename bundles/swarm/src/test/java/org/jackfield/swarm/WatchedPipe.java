package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/** Tells when the session has first looked for a message, and when it has written something. */
final class WatchedPipe implements MessagePipe {

    private final MessagePipe pipe;
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);

    WatchedPipe(MessagePipe pipe) {
        this.pipe = pipe;
    }

    void awaitRead() throws InterruptedException {
        assertTrue(read.await(10, TimeUnit.SECONDS));
    }

    void awaitWrite() throws InterruptedException {
        assertTrue(written.await(10, TimeUnit.SECONDS));
    }

    @Override
    public Message read() throws IOException, InterruptedException {
        read.countDown();
        return pipe.read();
    }

    @Override
    public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
        read.countDown();
        return pipe.read(timeout);
    }

    @Override
    public void write(Message message) throws IOException, InterruptedException {
        pipe.write(message);
        written.countDown();
    }
}
