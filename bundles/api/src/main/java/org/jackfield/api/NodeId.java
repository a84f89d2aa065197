package org.jackfield.api;

import java.util.Arrays;
import java.util.HexFormat;

/** Identity of a node: its secp256k1 public key, uncompressed, without the leading 0x04. */
public final class NodeId implements Comparable<NodeId> {

    /** Length of the key. */
    public static final int BYTES = 64;

    private final byte[] key;

    private NodeId(byte[] key) {
        this.key = key;
    }

    /**
     * Copies {@code key}. Whether it is a point on the curve is not checked here.
     *
     * @throws IllegalArgumentException unless it has {@value #BYTES} bytes
     */
    public static NodeId of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a node id has " + BYTES + " bytes, got " + key.length);
        }
        return new NodeId(key.clone());
    }

    /**
     * Reads 128 hexadecimal digits, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static NodeId parse(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        if (digits.length() != 2 * BYTES) {
            throw new IllegalArgumentException(
                    "a node id has " + 2 * BYTES + " hexadecimal digits, got " + digits.length());
        }
        return new NodeId(HexFormat.of().parseHex(digits));
    }

    /** A copy of the {@value #BYTES} bytes. */
    public byte[] bytes() {
        return key.clone();
    }

    /** The first eight digits: for tables and logs, not an identity. */
    public String shortHex() {
        return HexFormat.of().formatHex(key, 0, 4);
    }

    @Override
    public int compareTo(NodeId other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeId && Arrays.equals(key, ((NodeId) other).key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    /** All 128 hexadecimal digits, without prefix. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(key);
    }
}
