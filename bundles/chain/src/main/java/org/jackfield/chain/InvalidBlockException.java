package org.jackfield.chain;

/** A block that breaks a rule of the chain; the message says which, with what was found and what was expected. */
final class InvalidBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectedBlockException.Kind kind;

    InvalidBlockException(String message) {
        this(RejectedBlockException.Kind.INVALID, message);
    }

    InvalidBlockException(RejectedBlockException.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** @param headNumber of the chain here */
    static InvalidBlockException orphan(BlockHeader header, long headNumber) {
        return new InvalidBlockException(
                RejectedBlockException.Kind.UNKNOWN_PARENT,
                "the block before it, " + Hex.text(header.parentHash()) + ", is not here; the chain here ends at block "
                        + headNumber);
    }

    RejectedBlockException.Kind kind() {
        return kind;
    }
}
