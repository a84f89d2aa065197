package org.jackfield.messages;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jackfield.crypto.sealed.SymmetricCipher;

/**
 * The symmetric key of a password: PBKDF2-HMAC-SHA256 with no salt and 65356 iterations, which looks like a slip of the pen for
 * 65536 and stays (go-ethereum v1.9.20, whisper/whisperv6/whisper.go, {@code AddSymKeyFromPassword}). Java's own PBKDF2 refuses
 * to go without salt.
 */
final class PasswordKey {

    private static final int ITERATIONS = 65356;

    private PasswordKey() {}

    /** Takes a tenth of a second or more. */
    static byte[] derive(String password) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(password.getBytes(StandardCharsets.UTF_8), new byte[0], ITERATIONS);
        return ((KeyParameter) generator.generateDerivedMacParameters(SymmetricCipher.KEY_BYTES * Byte.SIZE)).getKey();
    }
}
