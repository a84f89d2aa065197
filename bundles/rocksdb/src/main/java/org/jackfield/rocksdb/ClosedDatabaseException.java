package org.jackfield.rocksdb;

/** A {@link Database} was used after it had been closed. */
public final class ClosedDatabaseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ClosedDatabaseException(String message) {
        super(message);
    }
}
