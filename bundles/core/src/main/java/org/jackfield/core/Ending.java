package org.jackfield.core;

import java.io.IOException;
import java.util.Objects;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.rlp.RlpException;

/**
 * Why a link ends.
 *
 * @param reason what the other side said, or what we tell it; {@link DisconnectReason#NETWORK_ERROR} is never sent
 * @param byRemote whether the other side sent it
 * @param detail one line for our log, may be empty
 */
record Ending(DisconnectReason reason, boolean byRemote, String detail) {

    private static final int MAX_DETAIL = 200;

    Ending {
        Objects.requireNonNull(reason, "reason");
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
    }

    static Ending ours(DisconnectReason reason, String detail) {
        return new Ending(reason, false, detail);
    }

    static Ending remote(DisconnectReason reason) {
        return new Ending(reason, true, "");
    }

    /** How a protocol's {@code run} that returned ends its link. */
    static Ending returned() {
        return ours(DisconnectReason.QUITTING, "the protocol returned");
    }

    /**
     * How what came out of a protocol's {@code run}, or out of a link, ends the link: the table in
     * {@link org.jackfield.api.Protocol#run}. The throwable itself is not kept, as it refers to classes of the
     * protocol's bundle.
     */
    static Ending thrown(Throwable thrown) {
        if (thrown instanceof DisconnectException) {
            DisconnectException disconnect = (DisconnectException) thrown;
            return ours(disconnect.reason(), describe(thrown));
        }
        if (thrown instanceof RlpException) {
            return ours(DisconnectReason.PROTOCOL_ERROR, describe(thrown));
        }
        return ours(DisconnectReason.SUBPROTOCOL_ERROR, thrown.getClass().getSimpleName() + ": " + describe(thrown));
    }

    /** The same for whoever waits for the link: a {@link DisconnectException} if a reason was given. */
    IOException asException() {
        if (reason.equals(DisconnectReason.NETWORK_ERROR) && !byRemote) {
            return new IOException(detail);
        }
        return new DisconnectException(reason, toString());
    }

    private static String describe(Throwable thrown) {
        try {
            return String.valueOf(thrown.getMessage()).replaceAll("\\p{Cntrl}", " ");
        } catch (RuntimeException e) {
            return "an exception that cannot tell";
        }
    }

    @Override
    public String toString() {
        return reason + (byRemote ? " (by the peer)" : "") + (detail.isEmpty() ? "" : ": " + detail);
    }
}
