package org.jackfield.chain;

import java.util.Arrays;

/** The hash of a block or a transaction as a value: one that can be looked up. For any thread. */
public final class Hash {

    /** Of every hash that there is; {@link #of} takes others too, which nothing has. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes kept, not copied: not to be changed any more */
    public static Hash of(byte[] bytes) {
        return new Hash(bytes);
    }

    /** The array itself, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean is(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    /** The first eight bytes, as good as random: as short a key as there is. */
    public long prefix() {
        long prefix = 0;
        for (int i = 0; i < Math.min(Long.BYTES, bytes.length); i++) {
            prefix = prefix << Byte.SIZE | bytes[i] & 0xff;
        }
        return prefix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash && is(((Hash) other).bytes);
    }

    @Override
    public int hashCode() {
        return (int) prefix();
    }

    /** For logs: {@code 0x44e3809c…}. */
    @Override
    public String toString() {
        return Hex.brief(bytes);
    }
}
