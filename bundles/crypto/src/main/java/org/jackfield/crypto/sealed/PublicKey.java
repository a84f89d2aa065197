package org.jackfield.crypto.sealed;

import java.util.Arrays;
import org.jackfield.crypto.Secp256k1;

/** Public keys as whisper and pss write them: uncompressed with the leading 4 of SEC 1, 65 bytes. */
public final class PublicKey {

    public static final int BYTES = 1 + Secp256k1.PUBLIC_KEY_BYTES;

    private static final byte UNCOMPRESSED = 4;

    private PublicKey() {}

    public static byte[] of(byte[] privateKey) {
        return withPrefix(Secp256k1.publicKey(privateKey));
    }

    public static byte[] withPrefix(byte[] point) {
        byte[] key = new byte[BYTES];
        key[0] = UNCOMPRESSED;
        System.arraycopy(point, 0, key, 1, point.length);
        return key;
    }

    public static byte[] withoutPrefix(byte[] key) {
        return Arrays.copyOfRange(key, 1, key.length);
    }

    /** Whether it is a point of the curve in that form. */
    public static boolean isOne(byte[] key) {
        return key.length == BYTES && key[0] == UNCOMPRESSED && Secp256k1.isPublicKey(withoutPrefix(key));
    }
}
