package org.jackfield.messages;

/** What was asked for cannot be done; the message is for whoever asked. */
public final class MessageException extends Exception {

    private static final long serialVersionUID = 1L;

    public MessageException(String message) {
        super(message);
    }

    public MessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
