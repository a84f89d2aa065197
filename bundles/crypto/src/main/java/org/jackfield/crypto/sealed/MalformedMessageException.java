package org.jackfield.crypto.sealed;

import java.io.IOException;

/** Bytes that are no message, or were not encrypted with this key. It says nothing of their contents. */
public final class MalformedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}
