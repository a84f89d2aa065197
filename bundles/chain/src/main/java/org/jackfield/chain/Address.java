package org.jackfield.chain;

import java.util.Arrays;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/** An account's address, 20 bytes; usable as a key of a map. */
public final class Address {

    /** Length of an address. */
    public static final int BYTES = 20;

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    public static Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an address has " + BYTES + " bytes, got " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    /**
     * Reads hexadecimal digits, with or without {@code 0x}, upper or lower case; the case is no checksum here.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Address parse(String hex) {
        return of(Hex.bytes(hex));
    }

    /** The address of a private key: the last {@value #BYTES} bytes of the Keccak-256 of the public key. */
    public static Address ofKey(byte[] privateKey) {
        return ofPublicKey(Secp256k1.publicKey(privateKey));
    }

    static Address ofPublicKey(byte[] publicKey) {
        byte[] hash = Keccak256.hash(publicKey);
        return of(Arrays.copyOfRange(hash, hash.length - BYTES, hash.length));
    }

    /** The array itself, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address && Arrays.equals(bytes, ((Address) other).bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Hex.text(bytes);
    }
}
