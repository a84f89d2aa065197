package org.jackfield.chain;

import java.io.IOException;

/** A file of blocks, or of receipts, with a place in it that is refused. All before it is kept. */
public final class BadBlockException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long number;
    private final long offset;

    BadBlockException(long number, long offset, String message, Throwable cause) {
        super("block " + number + " at file offset " + offset + ": " + message, cause);
        this.number = number;
        this.offset = offset;
    }

    /** Number of the offending block, by its header or, where that cannot be read, by its place in the file. */
    public long number() {
        return number;
    }

    /** Where it begins, in bytes from the start of the file. */
    public long offset() {
        return offset;
    }
}
