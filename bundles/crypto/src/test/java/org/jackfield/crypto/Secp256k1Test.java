package org.jackfield.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jackfield.crypto.Eip8Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class Secp256k1Test {

    // go-ethereum, crypto/signature_test.go.
    private static final byte[] HASH = hex("ce0677bb30baa8cf067c88db9811f4333d131bf8bcf12fe7065d211dce971008");
    private static final byte[] SIGNATURE = hex("90f27b8b488db00b00606796d2987f6a5f59ae62ea05effe84fef5b8b0e54998"
            + "4a691139ad57a3f0b906637673aa2f63d1f55cb1a69199d4009eea23ceaddc93" + "01");
    private static final byte[] PUBLIC_KEY = hex("e32df42865e97135acfb65f3bae71bdc86f4d49150ad6a440b6f15878109880a"
            + "0a2b2667f7e725ceea70c673093bf67663e0312623c8e091b13cf2c0f11ef652");

    @Test
    void recoversTheKeyThatSigned() throws CryptoException {
        assertArrayEquals(PUBLIC_KEY, Secp256k1.recover(HASH, SIGNATURE));
    }

    @Test
    void verifiesASignature() {
        assertTrue(Secp256k1.verify(HASH, Arrays.copyOf(SIGNATURE, 64), PUBLIC_KEY));
    }

    /** go-ethereum, crypto/ecies/ecies_test.go, TestSharedKeyStatic. */
    @Test
    void agreesOnASecret() throws CryptoException {
        byte[] one = hex("7ebbc6a8358bc76dd73ebc557056702c8cfc34e5cfcd90eb83af0347575fd2ad");
        byte[] other = hex("6a3d6396903245bba5837752b9e0348874e72db0c4e11e9c485a81b4ea4353b9");
        byte[] secret = hex("167ccc13ac5e8a26b131c3446030c60fbfac6aa8e31149d0869f93626a4cdf62");

        assertArrayEquals(secret, Secp256k1.sharedX(Secp256k1.publicKey(other), one));
        assertArrayEquals(secret, Secp256k1.sharedX(Secp256k1.publicKey(one), other));
    }

    /** The vector of RFC 6979 on this curve that Bitcoin's libraries share. */
    @Test
    void signsDeterministically() throws CryptoException {
        byte[] one = hex("0".repeat(63) + "1");
        byte[] hash = Sha256.hash("Satoshi Nakamoto".getBytes(US_ASCII));
        byte[] expected = hex("934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");

        byte[] signature = Secp256k1.sign(hash, one);

        assertArrayEquals(expected, Arrays.copyOf(signature, 64));
        assertArrayEquals(Secp256k1.publicKey(one), Secp256k1.recover(hash, signature));
    }

    @Test
    void recoversTheEphemeralKeyOfTheAuthPacketOfEip8() throws CryptoException {
        byte[] hash = Secp256k1.sharedX(Secp256k1.publicKey(Eip8Vectors.STATIC_KEY_B), Eip8Vectors.STATIC_KEY_A);
        for (int i = 0; i < hash.length; i++) {
            hash[i] ^= Eip8Vectors.NONCE_A[i];
        }

        assertArrayEquals(
                Secp256k1.publicKey(Eip8Vectors.EPHEMERAL_KEY_A), Secp256k1.recover(hash, Eip8Vectors.AUTH_SIGNATURE));
    }

    @Test
    void makesKeysThatAreKeys() {
        byte[] key = Secp256k1.newPrivateKey();

        assertTrue(Secp256k1.isPrivateKey(key));
        assertTrue(Secp256k1.isPublicKey(Secp256k1.publicKey(key)));
        assertFalse(Arrays.equals(key, Secp256k1.newPrivateKey()));
    }

    @Test
    void blamesTheCallerForItsOwnKeysAndHashes() {
        byte[] key = Secp256k1.newPrivateKey();

        assertThrows(IllegalArgumentException.class, () -> Secp256k1.publicKey(new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.sharedX(PUBLIC_KEY, new byte[33]));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.sign(HASH, new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.sign(new byte[31], key));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.recover(new byte[33], SIGNATURE));
        assertThrows(IllegalArgumentException.class, () -> Secp256k1.verify(new byte[0], SIGNATURE, PUBLIC_KEY));
    }

    @Test
    void refusesSignaturesThatAreNone() {
        byte[] order = hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        byte[] all = hex("ff".repeat(32));
        for (byte[] scalar : List.of(new byte[32], order, all)) {
            refuses(with(SIGNATURE, 0, scalar));
            refuses(with(SIGNATURE, 32, scalar));
        }
        for (int v : new int[] {4, 27, 28, 0x7f, 0x80, 0xff}) {
            refuses(with(SIGNATURE, 64, new byte[] {(byte) v}));
        }
        for (int length : new int[] {0, 64, 66}) {
            refuses(Arrays.copyOf(SIGNATURE, length));
        }
    }

    @Test
    void refusesPublicKeysThatAreNone() {
        byte[] key = Secp256k1.newPrivateKey();
        for (byte[] publicKey : List.of(
                new byte[0], new byte[64], Arrays.copyOf(PUBLIC_KEY, 63), Arrays.copyOf(PUBLIC_KEY, 65), flipped())) {
            assertFalse(Secp256k1.isPublicKey(publicKey));
            assertThrows(CryptoException.class, () -> Secp256k1.sharedX(publicKey, key));
            assertFalse(Secp256k1.verify(HASH, Arrays.copyOf(SIGNATURE, 64), publicKey));
        }
    }

    @Test
    void knowsWhatAPrivateKeyIs() {
        assertTrue(Secp256k1.isPrivateKey(hex("0".repeat(63) + "1")));
        assertTrue(Secp256k1.isPrivateKey(hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140")));
        assertFalse(Secp256k1.isPrivateKey(hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")));
        assertFalse(Secp256k1.isPrivateKey(new byte[32]));
        assertFalse(Secp256k1.isPrivateKey(new byte[31]));
        assertFalse(Secp256k1.isPrivateKey(new byte[33]));
    }

    /** The same point with the other sign: n - s, and the other v. */
    @Test
    void recoversFromTheHigherSButDoesNotVerifyIt() throws CryptoException {
        BigInteger s = new BigInteger(1, SIGNATURE, 32, 32);
        byte[] higher = with(SIGNATURE, 32, BigIntegers.asUnsignedByteArray(32, Curve.ORDER.subtract(s)));
        higher[64] ^= 1;

        assertArrayEquals(PUBLIC_KEY, Secp256k1.recover(HASH, higher));
        assertFalse(Secp256k1.verify(HASH, Arrays.copyOf(higher, 64), PUBLIC_KEY));
    }

    @Test
    void verifiesNothingElse() {
        byte[] signature = Arrays.copyOf(SIGNATURE, 64);
        byte[] order = hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

        assertFalse(Secp256k1.verify(Eip8Vectors.NONCE_A, signature, PUBLIC_KEY));
        assertFalse(Secp256k1.verify(HASH, signature, Secp256k1.publicKey(Eip8Vectors.STATIC_KEY_A)));
        assertFalse(Secp256k1.verify(HASH, SIGNATURE, PUBLIC_KEY), "with v it is no compact signature");
        assertFalse(Secp256k1.verify(HASH, with(signature, 0, new byte[32]), PUBLIC_KEY));
        assertFalse(Secp256k1.verify(HASH, with(signature, 0, order), PUBLIC_KEY));
        assertFalse(Secp256k1.verify(HASH, with(signature, 32, new byte[32]), PUBLIC_KEY));
    }

    @Test
    void raisesNothingButItsExceptionOnRandomInput() {
        Random random = new Random(21);
        for (int i = 0; i < 10_000; i++) {
            byte[] signature = new byte[random.nextInt(10) == 0 ? random.nextInt(70) : 65];
            random.nextBytes(signature);
            if (signature.length == 65) {
                signature[64] &= 7;
            }
            try {
                assertTrue(Secp256k1.isPublicKey(Secp256k1.recover(HASH, signature)));
            } catch (CryptoException expected) {
                assertFalse(expected.getMessage().isEmpty());
            }
        }
    }

    private static void refuses(byte[] signature) {
        assertThrows(CryptoException.class, () -> Secp256k1.recover(HASH, signature));
    }

    private static byte[] flipped() {
        byte[] key = PUBLIC_KEY.clone();
        key[63] ^= 1;
        return key;
    }

    private static byte[] with(byte[] bytes, int offset, byte[] part) {
        byte[] changed = bytes.clone();
        System.arraycopy(part, 0, changed, offset, part.length);
        return changed;
    }
}
