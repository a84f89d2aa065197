package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EciesTest {

    private static final byte[] KEY = Eip8Vectors.STATIC_KEY_B;
    private static final byte[] PUBLIC_KEY = Secp256k1.publicKey(KEY);
    private static final byte[] INFO = {1, 2};

    @Test
    void opensTheAuthPacketOfEip8() throws CryptoException {
        byte[] size = Arrays.copyOf(Eip8Vectors.AUTH, 2);
        byte[] message = Arrays.copyOfRange(Eip8Vectors.AUTH, 2, Eip8Vectors.AUTH.length);

        byte[] body = Ecies.decrypt(KEY, message, size);

        // f8 a9: a list; b8 41: the signature; b8 40: the initiator's public key (rlpx.md, auth-body).
        assertArrayEquals(Eip8Vectors.AUTH_SIGNATURE, Arrays.copyOfRange(body, 4, 69));
        assertArrayEquals(Secp256k1.publicKey(Eip8Vectors.STATIC_KEY_A), Arrays.copyOfRange(body, 71, 71 + 64));
        assertArrayEquals(Eip8Vectors.NONCE_A, Arrays.copyOfRange(body, 136, 168));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 194, 1000, 65535})
    void opensWhatItClosed(int length) throws CryptoException {
        byte[] plain = new byte[length];
        new Random(length).nextBytes(plain);

        byte[] message = Ecies.encrypt(PUBLIC_KEY, plain, INFO);

        assertEquals(length + Ecies.OVERHEAD_BYTES, message.length);
        assertArrayEquals(plain, Ecies.decrypt(KEY, message, INFO));
    }

    @Test
    void neverClosesTheSameTwiceAlike() throws CryptoException {
        byte[] one = Ecies.encrypt(PUBLIC_KEY, INFO, INFO);
        byte[] other = Ecies.encrypt(PUBLIC_KEY, INFO, INFO);

        assertFalse(Arrays.equals(one, other));
    }

    @Test
    void refusesEveryMessageWithOneBitFlipped() throws CryptoException {
        byte[] message = Ecies.encrypt(PUBLIC_KEY, new byte[] {5, 6, 7}, INFO);
        for (int bit = 0; bit < message.length * Byte.SIZE; bit++) {
            byte[] changed = message.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThrows(CryptoException.class, () -> Ecies.decrypt(KEY, changed, INFO), "bit " + bit);
        }
    }

    @Test
    void refusesEveryTruncatedMessage() throws CryptoException {
        byte[] message = Ecies.encrypt(PUBLIC_KEY, new byte[40], INFO);
        for (int length = 0; length < message.length; length++) {
            byte[] truncated = Arrays.copyOf(message, length);
            assertThrows(CryptoException.class, () -> Ecies.decrypt(KEY, truncated, INFO), "length " + length);
        }
    }

    @Test
    void refusesOtherSharedInfo() throws CryptoException {
        byte[] message = Ecies.encrypt(PUBLIC_KEY, new byte[40], INFO);

        assertThrows(CryptoException.class, () -> Ecies.decrypt(KEY, message, new byte[] {1, 3}));
        assertThrows(CryptoException.class, () -> Ecies.decrypt(KEY, message, new byte[0]));
    }

    @Test
    void refusesAnotherKey() throws CryptoException {
        byte[] message = Ecies.encrypt(PUBLIC_KEY, new byte[40], INFO);

        assertThrows(CryptoException.class, () -> Ecies.decrypt(Eip8Vectors.STATIC_KEY_A, message, INFO));
    }

    @Test
    void raisesNothingButItsExceptionOnRandomInput() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            if (message.length > 0 && random.nextBoolean()) {
                message[0] = 4;
            }
            assertThrows(CryptoException.class, () -> Ecies.decrypt(KEY, message, INFO));
        }
    }
}
