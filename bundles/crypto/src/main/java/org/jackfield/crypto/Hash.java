package org.jackfield.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** A Keccak-256 digest as a value: a key of maps. */
public final class Hash {

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes given away
     * @throws IllegalArgumentException unless there are {@value Keccak256#BYTES}
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != Keccak256.BYTES) {
            throw new IllegalArgumentException("a hash has " + Keccak256.BYTES + " bytes, got " + bytes.length);
        }
        return new Hash(bytes);
    }

    /** The digest of {@code parts}, one after another. */
    public static Hash ofContent(byte[]... parts) {
        return new Hash(Keccak256.hash(parts));
    }

    /** The array itself, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether these are its bytes. */
    public boolean is(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    /** The first eight bytes, as good as random. */
    public long prefix() {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
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

    /** All 64 hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
