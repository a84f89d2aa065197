package org.jackfield.chain;

/** A block that is not taken; the message says why, with what was found and what was expected. */
public final class RejectedBlockException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Kind {
        /** It breaks a rule, or its body or receipts are not those of its header: whoever made it is to blame. */
        INVALID,
        /** The block that it follows is not here. */
        UNKNOWN_PARENT
    }

    private final Kind kind;
    private final int index;

    RejectedBlockException(Kind kind, int index, String message) {
        super(message);
        this.kind = kind;
        this.index = index;
    }

    public Kind kind() {
        return kind;
    }

    /** Its place in the list that was given. */
    public int index() {
        return index;
    }
}
