package org.jackfield.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The elliptic curve of Ethereum (SEC 2, 2.4.1): keys, agreement, signatures.
 *
 * <pre>
 *   private key    32 B    an integer from 1 to n - 1, big-endian
 *   public key     64 B    x || y, without the leading 0x04 of SEC 1
 *   hash           32 B    what is signed
 *   signature      65 B    r || s || v, v being 0 or 1 (2 and 3 exist, but nobody ever meets them)
 * </pre>
 *
 * <p>Private keys and hashes are the caller's own: a bad one is an {@link IllegalArgumentException}. Public keys and
 * signatures come from others: a bad one is a {@link CryptoException}. For any thread; arguments are not kept.
 */
public final class Secp256k1 {

    /** Length of a private key. */
    public static final int PRIVATE_KEY_BYTES = 32;

    /** Length of a public key. */
    public static final int PUBLIC_KEY_BYTES = 64;

    /** Length of a hash. */
    public static final int HASH_BYTES = 32;

    /** Length of a signature with its recovery id. */
    public static final int SIGNATURE_BYTES = 65;

    private static final int SCALAR_BYTES = 32;
    private static final byte[] ZERO = new byte[SCALAR_BYTES];
    private static final byte[] ORDER = BigIntegers.asUnsignedByteArray(SCALAR_BYTES, Curve.ORDER);
    private static final byte[] HALF_ORDER = BigIntegers.asUnsignedByteArray(SCALAR_BYTES, Curve.HALF_ORDER);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Logger LOG = LoggerFactory.getLogger(Secp256k1.class);
    private static final Curve CURVE = fastest();

    private Secp256k1() {}

    /** A new random private key. */
    public static byte[] newPrivateKey() {
        byte[] key = new byte[PRIVATE_KEY_BYTES];
        do {
            RANDOM.nextBytes(key);
        } while (!isPrivateKey(key));
        return key;
    }

    /** Whether these bytes are a private key. */
    public static boolean isPrivateKey(byte[] bytes) {
        return bytes.length == PRIVATE_KEY_BYTES && isScalar(bytes, 0);
    }

    /** Whether these bytes are a public key: a point of the curve. */
    public static boolean isPublicKey(byte[] bytes) {
        return bytes.length == PUBLIC_KEY_BYTES && CURVE.isPublicKey(bytes);
    }

    /** The public key of a private key. */
    public static byte[] publicKey(byte[] privateKey) {
        checkPrivateKey(privateKey);
        return CURVE.publicKey(privateKey);
    }

    /**
     * Key agreement: the x coordinate of the product of both keys, 32 bytes, not hashed.
     *
     * @throws CryptoException if {@code publicKey} is not on the curve
     */
    public static byte[] sharedX(byte[] publicKey, byte[] privateKey) throws CryptoException {
        checkPrivateKey(privateKey);
        if (publicKey.length != PUBLIC_KEY_BYTES) {
            throw new CryptoException("a public key has 64 bytes, got " + publicKey.length);
        }
        return CURVE.sharedX(publicKey, privateKey);
    }

    /** Signs a hash; deterministic (RFC 6979), with the lower of the two possible {@code s}. */
    public static byte[] sign(byte[] hash, byte[] privateKey) {
        checkHash(hash);
        checkPrivateKey(privateKey);
        return CURVE.sign(hash, privateKey);
    }

    /**
     * The public key that made a signature over a hash. The higher {@code s} is accepted too, as in geth.
     *
     * @throws CryptoException if no key can have made it
     */
    public static byte[] recover(byte[] hash, byte[] signature) throws CryptoException {
        checkHash(hash);
        if (signature.length != SIGNATURE_BYTES) {
            throw new CryptoException("a signature has 65 bytes, got " + signature.length);
        }
        int v = signature[SIGNATURE_BYTES - 1];
        if (v < 0 || v > 3) {
            throw new CryptoException("a recovery id is 0 to 3, got " + (v & 0xff));
        }
        if (!isScalar(signature, 0) || !isScalar(signature, SCALAR_BYTES)) {
            throw new CryptoException("r or s of the signature is zero or not below the curve's order");
        }
        return CURVE.recover(hash, signature);
    }

    /**
     * Whether {@code signature}, {@code r || s} of 64 bytes, was made by {@code publicKey} over a hash. Malformed keys
     * and signatures verify nothing, and neither does a signature with the higher {@code s}: anybody can make it from
     * the one with the lower.
     */
    public static boolean verify(byte[] hash, byte[] signature, byte[] publicKey) {
        checkHash(hash);
        return signature.length == 2 * SCALAR_BYTES
                && publicKey.length == PUBLIC_KEY_BYTES
                && isScalar(signature, 0)
                && isScalar(signature, SCALAR_BYTES)
                && Arrays.compareUnsigned(signature, SCALAR_BYTES, 2 * SCALAR_BYTES, HALF_ORDER, 0, SCALAR_BYTES) <= 0
                && CURVE.verify(hash, signature, publicKey);
    }

    /**
     * Name of the library that does the arithmetic: {@code libsecp256k1}, or {@code BouncyCastle} where that cannot be
     * loaded.
     */
    public static String provider() {
        return CURVE.name();
    }

    private static Curve fastest() {
        Curve curve;
        try {
            curve = new NativeCurve();
            LOG.info("secp256k1 by {}", curve.name());
        } catch (LinkageError e) {
            curve = new BouncyCastleCurve();
            LOG.info(
                    "secp256k1 by {}, two to four times as slow as the native library: {}",
                    curve.name(),
                    e.getMessage());
        }
        return curve;
    }

    private static boolean isScalar(byte[] bytes, int offset) {
        int end = offset + SCALAR_BYTES;
        return Arrays.compareUnsigned(bytes, offset, end, ORDER, 0, SCALAR_BYTES) < 0
                && !Arrays.equals(bytes, offset, end, ZERO, 0, SCALAR_BYTES);
    }

    private static void checkPrivateKey(byte[] privateKey) {
        if (!isPrivateKey(privateKey)) {
            throw new IllegalArgumentException("not a private key of secp256k1");
        }
    }

    private static void checkHash(byte[] hash) {
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, got " + hash.length);
        }
    }
}
