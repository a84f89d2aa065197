package org.jackfield.chain;

import java.util.Arrays;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/** An account's address, 20 bytes; usable as a key of a map. */
final class Address {

    static final int BYTES = 20;

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException unless there are {@value #BYTES} bytes
     */
    static Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an address has " + BYTES + " bytes, got " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    /** Reads hexadecimal digits, with or without {@code 0x}. */
    static Address parse(String hex) {
        return of(Hex.bytes(hex));
    }

    /** The address of a key: the last {@value #BYTES} bytes of the Keccak-256 of the public key. */
    static Address ofKey(byte[] privateKey) {
        byte[] hash = Keccak256.hash(Secp256k1.publicKey(privateKey));
        return of(Arrays.copyOfRange(hash, hash.length - BYTES, hash.length));
    }

    /** The array itself. */
    byte[] bytes() {
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
