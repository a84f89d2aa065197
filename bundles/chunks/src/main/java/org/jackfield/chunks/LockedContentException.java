package org.jackfield.chunks;

import java.io.IOException;

/** What is asked for is under access control, which is not supported here. */
public final class LockedContentException extends IOException {

    private static final long serialVersionUID = 1;

    public LockedContentException() {
        super("the content is under access control, which is not supported here");
    }
}
