package org.jackfield.pool;

/** A transaction that the pool refuses; the message says why, in geth's words where it has some. */
public final class InvalidTransactionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What a refusal says of the transaction, and of who sent it. */
    enum Kind {
        /** It breaks a rule, by our lights. */
        RULE,
        /** It pays less than we want, which others may not. */
        PRICE,
        /** There is no room for it now, or it is here already. */
        MOMENT,
        /** Its blobs are not those that it names: nobody can send that by mistake. */
        FORGERY
    }

    private final Kind kind;

    public InvalidTransactionException(String message) {
        this(message, Kind.RULE);
    }

    InvalidTransactionException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
