package org.jackfield.whisper;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.api.DisconnectException;

/**
 * The topics that a node wants, as 512 bits: an envelope is of interest if all bits of its topic are set. A node that
 * wants everything has all bits set, and is called a full node.
 */
final class Bloom {

    /** Length on the wire (EIP-627). */
    static final int BYTES = 64;

    /** Wants everything. */
    static final Bloom FULL = new Bloom(allOnes());

    private final byte[] bits;

    private Bloom(byte[] bits) {
        this.bits = bits;
    }

    /**
     * @param bits copied
     * @throws DisconnectException with a subprotocol error unless there are {@value #BYTES} bytes
     */
    static Bloom of(byte[] bits) throws DisconnectException {
        if (bits.length != BYTES) {
            throw DisconnectException.subprotocol("a bloom filter has " + BYTES + " bytes, got " + bits.length);
        }
        return new Bloom(bits.clone());
    }

    /** A copy of the {@value #BYTES} bytes. */
    byte[] bytes() {
        return bits.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bloom && Arrays.equals(bits, ((Bloom) other).bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    /** All 128 hexadecimal digits after {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bits);
    }

    private static byte[] allOnes() {
        byte[] bits = new byte[BYTES];
        Arrays.fill(bits, (byte) 0xff);
        return bits;
    }
}
