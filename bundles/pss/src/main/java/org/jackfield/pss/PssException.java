package org.jackfield.pss;

/** What was asked for cannot be done; the message is for whoever asked. */
public final class PssException extends Exception {

    private static final long serialVersionUID = 1L;

    public PssException(String message) {
        super(message);
    }
}
