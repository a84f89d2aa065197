package org.jackfield.api.release;

import java.io.Serial;

/** Something cannot be done to a bundle, and was not. The message is one line, fit for a person. */
public final class ReleaseException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public ReleaseException(String message) {
        super(message);
    }

    public ReleaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
