package org.jackfield.pool;

import java.util.Arrays;
import org.jackfield.chain.Hex;

/** A transaction's hash as a key of maps. */
final class Hash {

    private final byte[] bytes;

    Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array itself, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The first eight bytes, as good as random. */
    long prefix() {
        long prefix = 0;
        for (int i = 0; i < Math.min(Long.BYTES, bytes.length); i++) {
            prefix = prefix << Byte.SIZE | bytes[i] & 0xff;
        }
        return prefix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash && Arrays.equals(bytes, ((Hash) other).bytes);
    }

    @Override
    public int hashCode() {
        return (int) prefix();
    }

    @Override
    public String toString() {
        return Hex.brief(bytes);
    }
}
