package org.jackfield.chain;

/** A block that breaks a rule of the chain; the message says which, with what was found and what was expected. */
final class InvalidBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidBlockException(String message) {
        super(message);
    }
}
