package org.jackfield.pss;

import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.overlay.Overlay;

/**
 * Where a message goes: the leading bytes of an overlay address, from none, which is everybody, to all 32. The fewer there are, the
 * less anybody learns of whom it is for, and the more nodes get it.
 */
public final class Destination {

    /** All nodes. */
    public static final Destination EVERYBODY = new Destination(new byte[0]);

    private final byte[] prefix;

    private Destination(byte[] prefix) {
        this.prefix = prefix;
    }

    /**
     * @param prefix copied
     * @throws IllegalArgumentException if it has more than {@value Overlay#BYTES} bytes
     */
    public static Destination of(byte[] prefix) {
        if (prefix.length > Overlay.BYTES) {
            throw new IllegalArgumentException(
                    "an address has at most " + Overlay.BYTES + " bytes, got " + prefix.length);
        }
        return new Destination(prefix.clone());
    }

    /** The whole address. */
    public static Destination of(Overlay node) {
        return new Destination(node.bytes());
    }

    /** A copy. */
    public byte[] bytes() {
        return prefix.clone();
    }

    /** How many bits are given: the original's luminosity. */
    public int bits() {
        return prefix.length * Byte.SIZE;
    }

    public boolean isWhole() {
        return prefix.length == Overlay.BYTES;
    }

    /** Whether the node's address begins with it. */
    public boolean covers(Overlay node) {
        return Arrays.equals(prefix, Arrays.copyOf(node.bytes(), prefix.length));
    }

    /** The point that messages are routed to: what is not given is zero. */
    Overlay point() {
        return Overlay.of(Arrays.copyOf(prefix, Overlay.BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destination && Arrays.equals(prefix, ((Destination) other).prefix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(prefix);
    }

    /** In hexadecimal after {@code 0x}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(prefix);
    }
}
