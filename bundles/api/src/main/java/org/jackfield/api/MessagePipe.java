package org.jackfield.api;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A protocol's two-way channel to the same protocol on one peer. Codes are relative to the protocol: the first is 0.
 *
 * <p>One thread reads at a time (the session's own, as a rule); any number may write. Messages of one writer arrive in
 * the order written.
 */
@ProviderType
public interface MessagePipe {

    /**
     * Waits for the next message.
     *
     * @return the message; the caller owns its payload
     * @throws EOFException once the link has ended and everything received before has been read
     * @throws HandOverException if the protocol is {@linkplain ResumableProtocol resumable} and is being replaced
     * @throws InterruptedException if the thread is interrupted
     */
    Message read() throws IOException, InterruptedException;

    /**
     * Waits for the next message, but no longer than {@code timeout}.
     *
     * @return empty if none came in time
     * @throws EOFException as in {@link #read()}
     * @throws HandOverException as in {@link #read()}
     */
    Optional<Message> read(Duration timeout) throws IOException, InterruptedException;

    /**
     * Hands a message to the link's writer. Blocks while this protocol already has its share of bytes waiting there;
     * returns when the message is queued, not when it has been sent. A queued message is sent unless the link fails.
     *
     * <p>While the session is being handed over, from the call to leave until {@code read} throws {@link
     * HandOverException}, the share is twice as large, so that a writer that waits gets to its end. Whoever still waits
     * then is refused: a message is either queued, and sent before any of the next release, or its writer gets an
     * exception and it is never sent.
     *
     * @param message given away: its payload must not be changed any more
     * @throws DisconnectException with {@link DisconnectReason#PROTOCOL_ERROR} if the code is not below the protocol's
     *     message count; nothing is sent, and the pipe stays usable
     * @throws IOException ("shutting down") once the link has ended or {@code read} has thrown; nothing is sent
     */
    void write(Message message) throws IOException, InterruptedException;

    /** Short for {@code write(new Message(code, payload))}. */
    default void write(int code, byte[] payload) throws IOException, InterruptedException {
        write(new Message(code, payload));
    }
}
