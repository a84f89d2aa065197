package org.jackfield.core;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;

/**
 * A session as one {@code run} of a protocol sees it. Once detached it is an ended pipe that refers to nothing, however
 * long the protocol holds it.
 */
final class SessionPipe implements MessagePipe {

    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final int messageCount;
    private volatile Session session;

    SessionPipe(Session session) {
        this.session = session;
        this.messageCount = session.range().count();
    }

    /** The session; empty once detached. */
    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    void detach() {
        session = null;
    }

    @Override
    public Message read() throws IOException, InterruptedException {
        return inbox().take(false, 0);
    }

    @Override
    public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
        return Optional.ofNullable(inbox().take(true, System.nanoTime() + nanos(timeout)));
    }

    @Override
    public void write(Message message) throws IOException, InterruptedException {
        if (message.code() >= messageCount) {
            throw DisconnectException.breach(
                    "message code " + message.code() + " of a protocol with " + messageCount + " codes");
        }
        Session current = session;
        if (current == null) {
            throw new IOException("shutting down");
        }
        current.outbox().put(message);
    }

    private Inbox inbox() throws EOFException {
        Session current = session;
        if (current == null) {
            throw new EOFException("the session is over");
        }
        return current.inbox();
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofNanos(FOREVER_NANOS)) < 0 ? timeout.toNanos() : FOREVER_NANOS;
    }
}
