package org.jackfield.overlay;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Keccak256;

/** An address in Swarm's overlay network, where distance is the exclusive or of two addresses. */
public final class Overlay {

    public static final int BYTES = 32;

    /** The {@linkplain #proximity proximity} of an address to itself. */
    public static final int MAX_PROXIMITY = BYTES * Byte.SIZE;

    private static final byte[] UNCOMPRESSED_POINT = {4};

    private final byte[] address;

    private Overlay(byte[] address) {
        this.address = address;
    }

    /**
     * @param address copied
     * @throws IllegalArgumentException unless it has {@value #BYTES} bytes
     */
    public static Overlay of(byte[] address) {
        if (address.length != BYTES) {
            throw new IllegalArgumentException("an overlay address has " + BYTES + " bytes, got " + address.length);
        }
        return new Overlay(address.clone());
    }

    /**
     * The address of a node: Keccak-256 of its uncompressed public key in 65 bytes, the leading 4 included (ethersphere
     * swarm v0.5.8, network/network.go, {@code PrivateKeyToBzzKey}). Not to be confused with the node id's hash.
     */
    public static Overlay ofNode(NodeId node) {
        return new Overlay(Keccak256.hash(UNCOMPRESSED_POINT, node.bytes()));
    }

    /** How many leading bits are the same, Swarm's "proximity order": 0 to {@link #MAX_PROXIMITY}. */
    public int proximity(Overlay other) {
        int at = Arrays.mismatch(address, other.address);
        if (at < 0) {
            return MAX_PROXIMITY;
        }
        int difference = (address[at] ^ other.address[at]) & 0xff;
        return at * Byte.SIZE + Integer.numberOfLeadingZeros(difference) - (Integer.SIZE - Byte.SIZE);
    }

    /** Whether {@code a} is nearer to this address than {@code b}. */
    public boolean isNearer(Overlay a, Overlay b) {
        int at = Arrays.mismatch(a.address, b.address);
        return at >= 0 && ((a.address[at] ^ address[at]) & 0xff) < ((b.address[at] ^ address[at]) & 0xff);
    }

    /** A copy of the {@value #BYTES} bytes. */
    public byte[] bytes() {
        return address.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Overlay && Arrays.equals(address, ((Overlay) other).address);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(address);
    }

    /** All 64 hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(address);
    }
}
