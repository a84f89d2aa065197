package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A signature as transactions carry it: the parity of the curve point's y and two scalars. Any numbers: whether they can
 * be a signature is asked of {@link #isValid} and {@link #isLow}.
 *
 * @param parity 0 or 1 in every valid one
 */
public record Signature(int parity, BigInteger r, BigInteger s) {

    /** SEC 2, 2.4.1: order of the group of secp256k1. */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
    private static final int SCALAR_BYTES = 32;

    static Signature sign(byte[] hash, byte[] privateKey) {
        byte[] signature = Secp256k1.sign(hash, privateKey);
        return new Signature(
                signature[2 * SCALAR_BYTES],
                new BigInteger(1, signature, 0, SCALAR_BYTES),
                new BigInteger(1, signature, SCALAR_BYTES, SCALAR_BYTES));
    }

    /** Reads {@code r, s} of a transaction whose parity was read before. */
    static Signature read(int parity, RlpReader items) throws RlpException {
        return new Signature(parity, items.readBigInteger(), items.readBigInteger());
    }

    /** Whether parity and scalars are in their ranges. */
    public boolean isValid() {
        return (parity == 0 || parity == 1) && isScalar(r) && isScalar(s);
    }

    /** Whether {@code s} is the lower of the two that fit: demanded from Homestead on (EIP-2), lest anybody make a twin. */
    public boolean isLow() {
        return s.compareTo(HALF_ORDER) <= 0;
    }

    /** Who signed {@code hash}; empty if nobody can have. */
    Optional<Address> signer(byte[] hash) {
        if (!isValid()) {
            return Optional.empty();
        }
        byte[] signature = new byte[Secp256k1.SIGNATURE_BYTES];
        put(r, signature, 0);
        put(s, signature, SCALAR_BYTES);
        signature[2 * SCALAR_BYTES] = (byte) parity;
        try {
            return Optional.of(Address.ofPublicKey(Secp256k1.recover(hash, signature)));
        } catch (CryptoException e) {
            // r is the x coordinate of no point.
            return Optional.empty();
        }
    }

    void writeScalars(RlpWriter out) {
        out.write(r).write(s);
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(ORDER) < 0;
    }

    private static void put(BigInteger scalar, byte[] target, int offset) {
        byte[] bytes = scalar.toByteArray();
        int length = Math.min(bytes.length, SCALAR_BYTES);
        System.arraycopy(bytes, bytes.length - length, target, offset + SCALAR_BYTES - length, length);
    }
}
