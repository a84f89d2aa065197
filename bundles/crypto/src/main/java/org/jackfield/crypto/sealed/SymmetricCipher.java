package org.jackfield.crypto.sealed;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption for all who have the key: AES-256-GCM.
 *
 * <pre>
 *   0            length - 28   length - 12   length
 *   | ciphertext | tag         | nonce       |
 * </pre>
 */
public final class SymmetricCipher {

    public static final int KEY_BYTES = 32;
    public static final int NONCE_BYTES = 12;
    public static final int TAG_BYTES = 16;
    public static final int OVERHEAD_BYTES = TAG_BYTES + NONCE_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private SymmetricCipher() {}

    public static byte[] encrypt(byte[] key, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return encrypt(key, plain, nonce);
    }

    /** @param nonce never twice with a key */
    public static byte[] encrypt(byte[] key, byte[] plain, byte[] nonce) {
        byte[] data = new byte[plain.length + OVERHEAD_BYTES];
        try {
            Cipher gcm = cipher(Cipher.ENCRYPT_MODE, key, nonce);
            int end = gcm.doFinal(plain, 0, plain.length, data);
            System.arraycopy(nonce, 0, data, end, NONCE_BYTES);
            return data;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM", e);
        }
    }

    /** @throws MalformedMessageException if it was not encrypted with this key, or changed on its way */
    public static byte[] decrypt(byte[] key, byte[] data) throws MalformedMessageException {
        if (data.length < OVERHEAD_BYTES) {
            throw new MalformedMessageException("a ciphertext has at least 28 bytes, got " + data.length);
        }
        int end = data.length - NONCE_BYTES;
        try {
            Cipher gcm = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOfRange(data, end, data.length));
            return gcm.doFinal(data, 0, end);
        } catch (AEADBadTagException e) {
            throw new MalformedMessageException("the tag of a ciphertext is wrong");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return gcm;
    }
}
