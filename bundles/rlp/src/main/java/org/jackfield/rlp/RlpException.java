package org.jackfield.rlp;

import java.io.IOException;

/** Input that is not RLP, not in its one canonical form, or not of the shape that the reader asked for. */
public final class RlpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /** For decoders built on the reader as well: the input is RLP, but not what they read. */
    public RlpException(int offset, String message) {
        super(message + " at offset " + offset);
        this.offset = offset;
    }

    /** Where the offending item begins, in bytes from the start of the outermost input. */
    public int offset() {
        return offset;
    }
}
