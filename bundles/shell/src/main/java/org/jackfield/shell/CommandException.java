package org.jackfield.shell;

/** A command failed. The message is one line for the person who typed it; Gogo prints it, and scripts stop. */
final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
