package org.jackfield.chunks;

/** Bytes that came from outside and are no chunk, or not the one of that address. The message says what was expected. */
public final class InvalidChunkException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidChunkException(String message) {
        super(message, null, false, false);
    }
}
