package org.jackfield.chunks;

import java.io.IOException;

/** Chunks are where they should be, but what they say together is no content: made by somebody who wants to be a nuisance. */
public final class MalformedContentException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedContentException(String message) {
        super(message);
    }
}
