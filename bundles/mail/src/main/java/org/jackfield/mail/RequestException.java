package org.jackfield.mail;

/** A request that is not answered; the message is for whoever asked. */
final class RequestException extends Exception {

    private static final long serialVersionUID = 1L;

    RequestException(String message) {
        super(message);
    }

    RequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
