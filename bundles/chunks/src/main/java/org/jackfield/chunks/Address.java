package org.jackfield.chunks;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Keccak256;

/**
 * Where a chunk belongs in the network, 32 bytes; a node's place ("overlay") is one too. Ordered as unsigned numbers. For any
 * thread.
 */
public final class Address implements Comparable<Address> {

    /** Length of an address. */
    public static final int BYTES = 32;

    /** The highest proximity order that tells two bins apart (chunk.MaxPO of the original). */
    public static final int MAX_BIN = 16;

    /** Stands for empty content, which no chunk can hold. */
    public static final Address ZERO = new Address(new byte[BYTES]);

    private static final byte[] UNCOMPRESSED_POINT = {4};

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes kept, not copied: not to be changed any more
     * @throws IllegalArgumentException if they are not 32
     */
    public static Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an address has 32 bytes, got " + bytes.length);
        }
        return new Address(bytes);
    }

    /** The 32 bytes from {@code offset} on, copied. */
    public static Address of(byte[] bytes, int offset) {
        return new Address(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /**
     * @param digits 64 hexadecimal digits, with or without {@code 0x}
     * @throws IllegalArgumentException if they are not
     */
    public static Address parse(String digits) {
        return of(HexFormat.of().parseHex(digits.startsWith("0x") ? digits.substring(2) : digits));
    }

    /**
     * The place of a node: Keccak-256 of its uncompressed public key in 65 bytes, the leading 4 included (ethersphere/swarm
     * v0.5.8, network/network.go, {@code PrivateKeyToBzzKey}). Not to be confused with the node id's hash.
     */
    public static Address ofNode(NodeId node) {
        return of(Keccak256.hash(UNCOMPRESSED_POINT, node.bytes()));
    }

    /** The array itself, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many leading bits both have in common: 256 with itself. */
    public int proximity(Address other) {
        int same = Arrays.mismatch(bytes, other.bytes);
        return same < 0
                ? BYTES * Byte.SIZE
                : same * Byte.SIZE + Integer.numberOfLeadingZeros((bytes[same] ^ other.bytes[same]) & 0xff) - 24;
    }

    /** The bin of the other as seen from here: their proximity, {@value #MAX_BIN} at most. */
    public int bin(Address other) {
        return Math.min(MAX_BIN, proximity(other));
    }

    /** Whether this is strictly nearer to {@code target} than the other, by the distance XOR. */
    public boolean nearer(Address target, Address other) {
        int differing = Arrays.mismatch(bytes, other.bytes);
        return differing >= 0
                && ((bytes[differing] ^ target.bytes[differing]) & 0xff)
                        < ((other.bytes[differing] ^ target.bytes[differing]) & 0xff);
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    /** Of the last bytes: the first ones are alike in a neighbourhood. */
    @Override
    public int hashCode() {
        return bytes[28] << 24 | (bytes[29] & 0xff) << 16 | (bytes[30] & 0xff) << 8 | bytes[31] & 0xff;
    }

    /** All 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** For logs: {@code 0x44e3809c…}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes, 0, Integer.BYTES) + "…";
    }
}
