package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects a message of which first a part is expected, and then, when that part has told how long it is, the rest. */
final class MessageBuffer {

    private byte[] bytes;
    private int filled;

    /**
     * @param first bytes expected at first
     */
    MessageBuffer(int first) {
        bytes = new byte[first];
    }

    /** Takes what is still expected, or as much of it as there is, and tells whether all has come. */
    boolean fill(ByteBuffer input) {
        int length = Math.min(bytes.length - filled, input.remaining());
        input.get(bytes, filled, length);
        filled += length;
        return filled == bytes.length;
    }

    /** Expects {@code length} bytes in all, counted from the first. */
    void expect(int length) {
        bytes = Arrays.copyOf(bytes, length);
    }

    /** Bytes expected by now. */
    int length() {
        return bytes.length;
    }

    /** The array itself. */
    byte[] bytes() {
        return bytes;
    }
}
