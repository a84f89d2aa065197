package org.jackfield.rlpx;

import java.io.IOException;

/** The other side's handshake message is not one, or not made for us. The message is one line for a log. */
final class HandshakeException extends IOException {

    private static final long serialVersionUID = 1L;

    HandshakeException(String message) {
        super(message);
    }

    HandshakeException(String message, IOException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
