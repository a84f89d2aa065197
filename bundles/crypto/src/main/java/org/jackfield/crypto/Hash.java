package org.jackfield.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/** A Keccak-256 digest, such as that of a block, a transaction or an envelope, as a value: one that can be looked up. For any thread. */
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

    /** The digest of {@code parts}, one after another. */
    public static Hash ofContent(byte[]... parts) {
        return new Hash(Keccak256.hash(parts));
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

    /** All of it in hexadecimal digits after {@code 0x}. */
    public String hex() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** For logs: {@code 0x44e3809c…}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(Integer.BYTES, bytes.length)) + "…";
    }
}
