package org.jackfield.api;

import java.io.IOException;
import java.util.Optional;

/**
 * Thrown by {@link MessagePipe#read} when the session is to go over to the next release of its protocol. It comes
 * between two messages: everything read before has been handled, what comes later will be read by the next release, in
 * order. What was written is sent; nothing can be written any more.
 *
 * <p>A {@link ResumableProtocol} lets {@code run} end with {@code throw signal.with(state)}. Thrown on without a state
 * it ends the session as the protocol's withdrawal does.
 */
public final class HandOverException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<SessionState> state;

    public HandOverException() {
        this(Optional.empty());
    }

    private HandOverException(Optional<SessionState> state) {
        super("the session is handed over");
        this.state = state;
    }

    /** The exception to leave {@code run} with. */
    public HandOverException with(SessionState left) {
        return new HandOverException(Optional.of(left));
    }

    /** What is left to the next release; empty in what {@code read} throws. */
    public Optional<SessionState> state() {
        return state;
    }
}
