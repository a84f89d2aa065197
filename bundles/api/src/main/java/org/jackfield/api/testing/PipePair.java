package org.jackfield.api.testing;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/**
 * Two {@link MessagePipe}s in memory: what is written to one end is read from the other. Each direction holds up to
 * {@value #CAPACITY} messages, then a writer waits.
 */
public final class PipePair implements AutoCloseable {

    private static final int CAPACITY = 64;
    private static final long POLL_MILLIS = 10;
    private static final int NO_HAND_OVER = -1;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final End right;
    private volatile End left;

    /**
     * @param messageCount codes from this on are refused, as on a real link
     */
    public PipePair(int messageCount) {
        BlockingQueue<Message> toRight = new ArrayBlockingQueue<>(CAPACITY);
        BlockingQueue<Message> toLeft = new ArrayBlockingQueue<>(CAPACITY);
        left = new End(toLeft, toRight, messageCount);
        right = new End(toRight, toLeft, messageCount);
    }

    /** After {@link #handOverLeft} that of the next session. */
    public MessagePipe left() {
        return left;
    }

    public MessagePipe right() {
        return right;
    }

    /**
     * Hands the session at the left end over, as the node does when its protocol is replaced: the pipe that {@link #left}
     * was gives so many more messages, then its {@code read} throws {@link HandOverException} and it takes none to write
     * any more. What it has not read waits for the next session.
     *
     * @param afterMessages 0 for the next call of {@code read}, also one that waits already
     * @return the next session's pipe, for the time when the old one has been left
     */
    public MessagePipe handOverLeft(int afterMessages) {
        End old = left;
        left = new End(old.in, old.out, old.messageCount);
        old.readsLeft = afterMessages;
        return left;
    }

    /** Ends both directions: what was written before can still be read, then {@code read} ends with end of file. */
    @Override
    public void close() {
        closed.countDown();
    }

    private final class End implements MessagePipe {
        private final BlockingQueue<Message> in;
        private final BlockingQueue<Message> out;
        private final int messageCount;

        /** How many messages until the hand-over; the reader counts down. */
        private volatile int readsLeft = NO_HAND_OVER;

        private volatile boolean abandoned;

        End(BlockingQueue<Message> in, BlockingQueue<Message> out, int messageCount) {
            this.in = in;
            this.out = out;
            this.messageCount = messageCount;
        }

        @Override
        public Message read() throws IOException, InterruptedException {
            while (true) {
                Optional<Message> message = read(Duration.ofDays(1));
                if (message.isPresent()) {
                    return message.get();
                }
            }
        }

        @Override
        public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + timeout.toNanos();
            do {
                if (readsLeft == 0) {
                    abandoned = true;
                    throw new HandOverException();
                }
                boolean over = closed.getCount() == 0;
                Message message = in.poll(over ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    countDown();
                    return Optional.of(message);
                }
                if (over) {
                    throw new EOFException("the pipe is closed");
                }
            } while (System.nanoTime() - deadline < 0);
            return Optional.empty();
        }

        @Override
        public void write(Message message) throws IOException, InterruptedException {
            if (message.code() >= messageCount) {
                throw DisconnectException.breach(
                        "message code " + message.code() + " of a protocol with " + messageCount + " codes");
            }
            do {
                if (abandoned || closed.getCount() == 0) {
                    throw new IOException("shutting down");
                }
            } while (!out.offer(message, POLL_MILLIS, TimeUnit.MILLISECONDS));
        }

        private void countDown() {
            int count = readsLeft;
            if (count > 0) {
                readsLeft = count - 1;
            }
        }
    }
}
