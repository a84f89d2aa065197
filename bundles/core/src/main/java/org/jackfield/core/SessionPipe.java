package org.jackfield.core;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/**
 * A session as one {@code run} of a protocol sees it. Once detached it is an ended pipe that refers to nothing but
 * counters, however long the protocol holds it.
 */
final class SessionPipe implements MessagePipe {

    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final int messageCount;
    private final Stint stint;
    private volatile Session session;
    private volatile OutboxLane lane;

    SessionPipe(Session session, OutboxLane lane, Stint stint) {
        this.session = session;
        this.lane = lane;
        this.stint = stint;
        this.messageCount = session.range().count();
    }

    /** The session; empty once detached. */
    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    void detach() {
        session = null;
        lane = null;
    }

    @Override
    public Message read() throws IOException, InterruptedException {
        return take(false, 0);
    }

    @Override
    public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
        return Optional.ofNullable(take(true, System.nanoTime() + nanos(timeout)));
    }

    @Override
    public void write(Message message) throws IOException, InterruptedException {
        if (message.code() >= messageCount) {
            throw DisconnectException.breach(
                    "message code " + message.code() + " of a protocol with " + messageCount + " codes");
        }
        OutboxLane current = lane;
        if (current == null) {
            throw new IOException("shutting down");
        }
        current.put(message);
        stint.writes();
    }

    private Message take(boolean timed, long deadlineNanos) throws IOException, InterruptedException {
        Session current = session;
        if (current == null) {
            throw new EOFException("the session is over");
        }
        stint.asks();
        try {
            Inbox inbox = current.inbox();
            Message message = inbox.poll();
            boolean waits = message == null;
            while (message == null && inbox.await(timed, deadlineNanos)) {
                message = inbox.poll();
            }
            if (message != null) {
                stint.gets(waits);
            }
            return message;
        } catch (HandOverException e) {
            // This is the boundary: what the state says is now the whole truth about what was written.
            current.outbox().close();
            throw e;
        }
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofNanos(FOREVER_NANOS)) < 0 ? timeout.toNanos() : FOREVER_NANOS;
    }
}
