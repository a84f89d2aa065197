package org.jackfield.api;

import java.io.IOException;
import java.util.Objects;

/**
 * The peer broke a rule, or is to be left for another reason. Thrown out of {@link Protocol#run} it ends the link with
 * the reason it carries. The message is for our own log and tells what came and what was expected; it does not travel.
 */
public final class DisconnectException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient DisconnectReason reason;

    public DisconnectException(DisconnectReason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public DisconnectException(DisconnectReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** A malformed message: ends the link with {@link DisconnectReason#PROTOCOL_ERROR}. */
    public static DisconnectException breach(String message) {
        return new DisconnectException(DisconnectReason.PROTOCOL_ERROR, message);
    }

    /** A message that is well-formed and wrong: ends the link with {@link DisconnectReason#SUBPROTOCOL_ERROR}. */
    public static DisconnectException subprotocol(String message) {
        return new DisconnectException(DisconnectReason.SUBPROTOCOL_ERROR, message);
    }

    /** Never null. */
    public DisconnectReason reason() {
        return reason;
    }
}
