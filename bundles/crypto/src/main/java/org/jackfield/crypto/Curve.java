package org.jackfield.crypto;

import java.math.BigInteger;

/**
 * The arithmetic under {@link Secp256k1}, done by one library or another. Arguments have been checked for length and
 * range before they come here: private keys are 1 to n - 1, and so are {@code r} and {@code s}. Public keys may still
 * be off the curve. For any thread.
 */
interface Curve {

    /** n, the number of points (SEC 2, 2.4.1). */
    BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    /** Largest {@code s} that counts as the lower one. */
    BigInteger HALF_ORDER = ORDER.shiftRight(1);

    /** Name of the library, for logs. */
    String name();

    /** The public key, 64 bytes, of a private key. */
    byte[] publicKey(byte[] privateKey);

    /** Whether 64 bytes are a point of the curve. */
    boolean isPublicKey(byte[] publicKey);

    /** The x coordinate of the product. */
    byte[] sharedX(byte[] publicKey, byte[] privateKey) throws CryptoException;

    /** {@code r || s || v} of the deterministic signature (RFC 6979) with the lower {@code s}. */
    byte[] sign(byte[] hash, byte[] privateKey);

    /** The public key that made {@code r || s || v}, {@code v} from 0 to 3. */
    byte[] recover(byte[] hash, byte[] signature) throws CryptoException;

    /** Whether {@code r || s}, {@code s} being the lower one, was made by a key over a hash. */
    boolean verify(byte[] hash, byte[] signature, byte[] publicKey);
}
