package org.jackfield.pool;

/** A transaction that the pool refuses; the message says why, in geth's words where it has some. */
public final class InvalidTransactionException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidTransactionException(String message) {
        super(message);
    }
}
