package org.jackfield.sync;

/** A block that cannot be reached from the chain here; the message says why. */
final class BadGoalException extends Exception {

    private static final long serialVersionUID = 1L;

    BadGoalException(String message) {
        super(message);
    }
}
