package org.jackfield.rlpx;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two uses that a frame makes of AES-256. Through the JDK's provider on heap arrays, which is the fast way by far.
 * Input and output must be different arrays: the JDK copies the input otherwise. Not for use by several threads.
 */
final class Aes {

    static final int BLOCK_BYTES = 16;

    private final Cipher cipher;

    private Aes(Cipher cipher) {
        this.cipher = cipher;
    }

    /** The running key stream of one direction. Its counter begins at zero, since the key serves one link only. */
    static Aes stream(byte[] key) {
        return new Aes(cipher("AES/CTR/NoPadding", key, new IvParameterSpec(new byte[BLOCK_BYTES])));
    }

    /** Single blocks, encrypted. */
    static Aes block(byte[] key) {
        return new Aes(cipher("AES/ECB/NoPadding", key, null));
    }

    /** Transforms {@code length} bytes; single blocks only in whole blocks. */
    void update(byte[] input, int inputOffset, int length, byte[] output, int outputOffset) {
        try {
            cipher.update(input, inputOffset, length, output, outputOffset);
        } catch (ShortBufferException e) {
            throw new IllegalArgumentException("no room for " + length + " bytes", e);
        }
    }

    private static Cipher cipher(String transformation, byte[] key, IvParameterSpec iv) {
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + transformation + " with 256 bits", e);
        }
    }
}
