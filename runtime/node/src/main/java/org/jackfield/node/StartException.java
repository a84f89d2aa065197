package org.jackfield.node;

/** The node cannot start. The message is the one line a person gets to read. */
final class StartException extends Exception {

    /** A bad option or setting, an unreadable file, a taken port. */
    static final int BAD_INPUT = 2;
    /** Anything that is not the person's doing. */
    static final int FAILURE = 1;

    private static final long serialVersionUID = 1L;

    private final int status;

    private StartException(String message, int status) {
        super(message);
        this.status = status;
    }

    static StartException badInput(String message) {
        return new StartException(message, BAD_INPUT);
    }

    static StartException failure(String message) {
        return new StartException(message, FAILURE);
    }

    /** The exit status of the process. */
    int status() {
        return status;
    }
}
