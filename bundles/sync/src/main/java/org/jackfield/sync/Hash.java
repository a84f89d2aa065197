package org.jackfield.sync;

import java.util.Arrays;
import java.util.HexFormat;

/** A block's hash that can be looked up; the bytes are not to be changed. */
record Hash(byte[] bytes) {

    static final int BYTES = 32;

    static Hash of(byte[] bytes) {
        return new Hash(bytes);
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash && Arrays.equals(bytes, ((Hash) other).bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For logs: {@code 0x44e3809c…}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length)) + '…';
    }
}
