package org.jackfield.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption to a public key, as the RLPx handshake uses it (devp2p, rlpx.md, "ECIES Encryption").
 *
 * <pre>
 *   0       1                      65        81              length - 32      length
 *   | 0x04  | ephemeral public key | iv      | ciphertext    | tag            |
 *
 *   kE || kM   = SHA-256(00000001 || x of the shared point)     16 B each
 *   ciphertext = AES-128-CTR(kE, iv, plain)                     as long as plain
 *   tag        = HMAC-SHA-256(SHA-256(kM), iv || ciphertext || shared info)
 * </pre>
 *
 * <p>For any thread.
 */
public final class Ecies {

    /** Bytes by which a message is longer than what is in it. */
    public static final int OVERHEAD_BYTES = 113;

    private static final int POINT_BYTES = 65;
    private static final int IV_BYTES = 16;
    private static final int KEY_BYTES = 16;
    private static final int TAG_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final byte[] FIRST_COUNTER = {0, 0, 0, 1};

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ecies() {}

    /**
     * Encrypts {@code plain} to whoever holds the private key of {@code publicKey}.
     *
     * @param sharedInfo authenticated, not sent; may be empty
     * @throws CryptoException if {@code publicKey} is not on the curve
     */
    public static byte[] encrypt(byte[] publicKey, byte[] plain, byte[] sharedInfo) throws CryptoException {
        return encrypt(publicKey, plain, sharedInfo, NodeKey.generate());
    }

    /**
     * The same with a key pair that was made ahead.
     *
     * @param ephemeral used for no other message
     */
    public static byte[] encrypt(byte[] publicKey, byte[] plain, byte[] sharedInfo, NodeKey ephemeral)
            throws CryptoException {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        byte[] keys = keys(Secp256k1.sharedX(publicKey, ephemeral.privateKey()));
        byte[] message = new byte[OVERHEAD_BYTES + plain.length];
        message[0] = UNCOMPRESSED;
        System.arraycopy(ephemeral.publicKey(), 0, message, 1, Secp256k1.PUBLIC_KEY_BYTES);
        System.arraycopy(iv, 0, message, POINT_BYTES, IV_BYTES);
        int tagAt = message.length - TAG_BYTES;
        System.arraycopy(crypt(keys, iv, plain, 0, plain.length), 0, message, POINT_BYTES + IV_BYTES, plain.length);
        System.arraycopy(tag(keys, message, sharedInfo), 0, message, tagAt, TAG_BYTES);
        return message;
    }

    /**
     * Decrypts a message.
     *
     * @param privateKey the recipient's
     * @param sharedInfo what the sender authenticated besides
     * @throws CryptoException if it was not made for this key and shared info, or changed on its way
     */
    public static byte[] decrypt(byte[] privateKey, byte[] message, byte[] sharedInfo) throws CryptoException {
        if (message.length < OVERHEAD_BYTES) {
            throw new CryptoException("an ECIES message has at least 113 bytes, got " + message.length);
        }
        if (message[0] != UNCOMPRESSED) {
            throw new CryptoException("an ECIES message begins with 4, got " + (message[0] & 0xff));
        }
        byte[] keys = keys(Secp256k1.sharedX(Arrays.copyOfRange(message, 1, POINT_BYTES), privateKey));
        int tagAt = message.length - TAG_BYTES;
        byte[] tag = Arrays.copyOfRange(message, tagAt, message.length);
        if (!MessageDigest.isEqual(tag, tag(keys, message, sharedInfo))) {
            throw new CryptoException("the tag of an ECIES message is wrong");
        }
        byte[] iv = Arrays.copyOfRange(message, POINT_BYTES, POINT_BYTES + IV_BYTES);
        return crypt(keys, iv, message, POINT_BYTES + IV_BYTES, message.length - OVERHEAD_BYTES);
    }

    /** The key derivation of NIST SP 800-56A, 5.8.1: one round gives the 32 bytes needed. */
    private static byte[] keys(byte[] sharedX) {
        return Sha256.hash(FIRST_COUNTER, sharedX);
    }

    private static byte[] crypt(byte[] keys, byte[] iv, byte[] input, int offset, int length) {
        try {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys, 0, KEY_BYTES, "AES"), new IvParameterSpec(iv));
            return aes.doFinal(input, offset, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/CTR", e);
        }
    }

    private static byte[] tag(byte[] keys, byte[] message, byte[] sharedInfo) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] macKey = Sha256.hash(Arrays.copyOfRange(keys, KEY_BYTES, 2 * KEY_BYTES));
            mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
            mac.update(message, POINT_BYTES, message.length - POINT_BYTES - TAG_BYTES);
            return mac.doFinal(sharedInfo);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
