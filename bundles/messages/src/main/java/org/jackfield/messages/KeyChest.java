package org.jackfield.messages;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Encryption under a password. The password is worked upon once, with Argon2id (RFC 9106); what follows costs nothing.
 *
 * <pre>
 *   0            8      9      25      37              length
 *   | JFKEYS 0 1 | cost | salt | nonce | AES-256-GCM   |
 *
 *   cost  of the key, which is Argon2id(password, salt, ...): 1 or 2
 *   the first 25 bytes are authenticated too
 * </pre>
 *
 * <p>For any thread.
 */
final class KeyChest {

    /** What a try of a password costs. */
    enum Cost {

        /** For 32 random bytes, which nobody tries out. */
        RANDOM_KEY(8, 1, 1),

        /** For words that people think of: the second recommendation of RFC 9106, section 4. */
        PASSWORD(1 << 16, 3, 4);

        private final int memoryKib;
        private final int passes;
        private final int lanes;

        Cost(int memoryKib, int passes, int lanes) {
            this.memoryKib = memoryKib;
            this.passes = passes;
            this.lanes = lanes;
        }
    }

    private static final byte[] MAGIC = {'J', 'F', 'K', 'E', 'Y', 'S', 0, 1};
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = MAGIC.length + 1 + SALT_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] header;
    private final SecretKeySpec key;

    private KeyChest(byte[] header, byte[] password, Cost cost) {
        this.header = header;
        this.key = new SecretKeySpec(derive(password, cost, header), "AES");
    }

    /** One that is locked with {@code password} from now on. */
    static KeyChest create(byte[] password, Cost cost) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] header = Arrays.copyOf(MAGIC, HEADER_BYTES);
        header[MAGIC.length] = (byte) (cost.ordinal() + 1);
        System.arraycopy(salt, 0, header, MAGIC.length + 1, SALT_BYTES);
        return new KeyChest(header, password, cost);
    }

    /**
     * The one that locked these bytes; whether {@code password} is the right one is seen when they are {@link #open opened}.
     *
     * @throws IOException if they are not of this kind
     */
    static KeyChest of(byte[] locked, byte[] password) throws IOException {
        if (locked.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES
                || !Arrays.equals(locked, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("is no key ring of this node's");
        }
        int cost = locked[MAGIC.length] - 1;
        if (cost < 0 || cost >= Cost.values().length) {
            throw new IOException("is damaged, or of a later release");
        }
        return new KeyChest(Arrays.copyOf(locked, HEADER_BYTES), password, Cost.values()[cost]);
    }

    /** Different bytes every time. */
    byte[] lock(byte[] contents) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] locked = Arrays.copyOf(header, HEADER_BYTES + NONCE_BYTES + contents.length + TAG_BYTES);
        System.arraycopy(nonce, 0, locked, HEADER_BYTES, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, nonce)
                    .doFinal(contents, 0, contents.length, locked, HEADER_BYTES + NONCE_BYTES);
            return locked;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM", e);
        }
    }

    /** What is inside; empty if the password is wrong or the bytes are damaged, which cannot be told apart. */
    Optional<byte[]> open(byte[] locked) {
        byte[] nonce = Arrays.copyOfRange(locked, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
        int sealedAt = HEADER_BYTES + NONCE_BYTES;
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(locked, sealedAt, locked.length - sealedAt));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        gcm.updateAAD(header);
        return gcm;
    }

    private static byte[] derive(byte[] password, Cost cost, byte[] header) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib)
                .withIterations(cost.passes)
                .withParallelism(cost.lanes)
                .withSalt(Arrays.copyOfRange(header, HEADER_BYTES - SALT_BYTES, HEADER_BYTES))
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(password, key);
        return key;
    }
}
