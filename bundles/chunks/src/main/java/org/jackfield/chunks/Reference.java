package org.jackfield.chunks;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What content is had by: the address of its root, and, where it is encrypted, the key.
 *
 * <pre>
 *   plain       32 B   address
 *   encrypted   64 B   address || key
 * </pre>
 */
public final class Reference {

    /** Length of the key of an encrypted chunk. */
    public static final int KEY_BYTES = 32;

    /** That of empty content, for which there is no chunk: as the original's splitter leaves it. */
    public static final Reference EMPTY = new Reference(new byte[Address.BYTES]);

    private final byte[] bytes;
    private final Address address;

    private Reference(byte[] bytes) {
        this.bytes = bytes;
        address = Address.of(bytes, 0);
    }

    /** To plain content. */
    public static Reference to(Address address) {
        return new Reference(address.bytes());
    }

    /**
     * @param bytes kept, not copied: not to be changed any more
     * @throws IllegalArgumentException if they are neither 32 nor 64
     */
    public static Reference of(byte[] bytes) {
        if (bytes.length != Address.BYTES && bytes.length != Address.BYTES + KEY_BYTES) {
            throw new IllegalArgumentException("a reference has 32 or 64 bytes, got " + bytes.length);
        }
        return new Reference(bytes);
    }

    static Reference of(byte[] bytes, int offset, int length) {
        return of(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    static Reference encrypted(Address address, byte[] key) {
        byte[] bytes = Arrays.copyOf(address.bytes(), Address.BYTES + KEY_BYTES);
        System.arraycopy(key, 0, bytes, Address.BYTES, KEY_BYTES);
        return new Reference(bytes);
    }

    /**
     * @param digits 64 or 128 hexadecimal digits, with or without {@code 0x}
     * @throws IllegalArgumentException if they are not
     */
    public static Reference parse(String digits) {
        return of(HexFormat.of().parseHex(digits.startsWith("0x") ? digits.substring(2) : digits));
    }

    public Address address() {
        return address;
    }

    /** The 32 or 64 bytes: the array itself, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean isEncrypted() {
        return bytes.length > Address.BYTES;
    }

    /** Whether this is empty content, which is not stored. */
    public boolean isEmpty() {
        return address.equals(Address.ZERO);
    }

    Optional<byte[]> key() {
        return isEncrypted() ? Optional.of(Arrays.copyOfRange(bytes, Address.BYTES, bytes.length)) : Optional.empty();
    }

    /** All digits, without {@code 0x}: as in manifests and in the gateway's paths. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference reference && Arrays.equals(bytes, reference.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** For logs: never the key. */
    @Override
    public String toString() {
        return isEncrypted() ? address + " (encrypted)" : address.toString();
    }
}
