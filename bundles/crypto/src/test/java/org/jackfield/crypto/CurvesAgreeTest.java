package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The native library and BouncyCastle give the same bytes, or both refuse, whatever they are given. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"},
        disabledReason = "the native library is for Linux on x86-64 and ARM")
class CurvesAgreeTest {

    private static final BigInteger N = Curve.ORDER;
    private static final BigInteger P =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));

    private static Curve libsecp256k1;
    private static Curve bouncyCastle;

    private final Random random = new Random(256);

    @BeforeAll
    static void load() {
        libsecp256k1 = new NativeCurve();
        bouncyCastle = new BouncyCastleCurve();
    }

    @Test
    void onPublicKeys() {
        for (byte[] key : privateKeys(200)) {
            byte[] expected = bouncyCastle.publicKey(key);
            assertArrayEquals(expected, libsecp256k1.publicKey(key));
            assertTrue(libsecp256k1.isPublicKey(expected) && bouncyCastle.isPublicKey(expected));
        }
    }

    @Test
    void onWhatIsAPublicKey() {
        int valid = 0;
        for (byte[] key : hostilePublicKeys()) {
            assertEquals(bouncyCastle.isPublicKey(key), libsecp256k1.isPublicKey(key), () -> hex(key));
            valid += libsecp256k1.isPublicKey(key) ? 1 : 0;
        }
        assertTrue(valid > 0, "some of them are points");
    }

    @Test
    void onSharedSecrets() {
        List<byte[]> privateKeys = privateKeys(4);
        List<byte[]> publicKeys = hostilePublicKeys();
        privateKeys(200).forEach(key -> publicKeys.add(bouncyCastle.publicKey(key)));
        for (byte[] publicKey : publicKeys) {
            byte[] privateKey = privateKeys.get(random.nextInt(privateKeys.size()));
            assertEquals(
                    outcome(() -> bouncyCastle.sharedX(publicKey, privateKey)),
                    outcome(() -> libsecp256k1.sharedX(publicKey, privateKey)),
                    () -> hex(publicKey) + " " + hex(privateKey));
        }
    }

    @Test
    void onSignatures() throws CryptoException {
        for (byte[] key : privateKeys(100)) {
            for (byte[] hash : hashes(3)) {
                byte[] expected = bouncyCastle.sign(hash, key);

                byte[] signature = libsecp256k1.sign(hash, key);

                assertEquals(hex(expected), hex(signature), () -> hex(hash) + " " + hex(key));
                assertTrue(new BigInteger(1, signature, 32, 32).compareTo(Curve.HALF_ORDER) <= 0);
                assertArrayEquals(bouncyCastle.publicKey(key), libsecp256k1.recover(hash, signature));
                assertArrayEquals(bouncyCastle.publicKey(key), bouncyCastle.recover(hash, signature));
            }
        }
    }

    @Test
    void onWhoSigned() {
        List<byte[]> scalars = scalars(30);
        int recovered = 0;
        for (byte[] hash : hashes(1)) {
            for (byte[] r : scalars) {
                byte[] s = scalars.get(random.nextInt(scalars.size()));
                for (byte v = 0; v < 4; v++) {
                    byte[] signature = join(r, s, new byte[] {v});
                    String expected = outcome(() -> bouncyCastle.recover(hash, signature));
                    assertEquals(
                            expected,
                            outcome(() -> libsecp256k1.recover(hash, signature)),
                            () -> hex(hash) + " " + hex(signature));
                    recovered += expected.equals(REFUSED) || v < 2 ? 0 : 1;
                }
            }
        }
        assertTrue(recovered > 0, "some signatures with v = 2 or 3 have a key");
    }

    @Test
    void onSignaturesThatNoKeyCanHaveMade() {
        for (byte[] nonce : privateKeys(20)) {
            // With R = k G and z = s k, the key (s R - z G) / r is the point at infinity.
            byte[] point = bouncyCastle.publicKey(nonce);
            byte[] r = Arrays.copyOf(point, 32);
            byte[] s = scalars(1).get(0);
            byte[] hash = bytes(integer(s).multiply(integer(nonce)).mod(N));
            byte[] signature = join(r, s, new byte[] {(byte) (point[63] & 1)});

            assertEquals(REFUSED, outcome(() -> bouncyCastle.recover(hash, signature)));
            assertEquals(REFUSED, outcome(() -> libsecp256k1.recover(hash, signature)));
        }
    }

    @Test
    void onVerification() {
        int verified = 0;
        for (byte[] key : privateKeys(40)) {
            byte[] publicKey = bouncyCastle.publicKey(key);
            for (byte[] hash : hashes(1)) {
                byte[] signature = Arrays.copyOf(bouncyCastle.sign(hash, key), 64);
                for (int change = 0; change < 4; change++) {
                    byte[] s = change == 0 ? signature : flip(signature, 256);
                    byte[] k = change == 1 ? publicKey : flip(publicKey, 512);
                    byte[] h = change == 2 ? hash : flip(hash, 256);
                    verified += agreeOn(h, s, publicKey) + agreeOn(hash, s, k) + agreeOn(h, signature, k);
                    verified += agreeOn(hash, signature, publicKey);
                }
            }
        }
        assertTrue(verified >= 4 * 40, "what was signed verifies");
    }

    @Test
    void andLeaveTheirArgumentsAlone() throws CryptoException {
        byte[] key = Eip8Vectors.STATIC_KEY_A.clone();
        byte[] publicKey = bouncyCastle.publicKey(Eip8Vectors.STATIC_KEY_B);
        byte[] hash = Eip8Vectors.NONCE_A.clone();

        libsecp256k1.sharedX(publicKey, key);
        libsecp256k1.sign(hash, key);
        libsecp256k1.publicKey(key);

        assertArrayEquals(Eip8Vectors.STATIC_KEY_A, key);
        assertArrayEquals(bouncyCastle.publicKey(Eip8Vectors.STATIC_KEY_B), publicKey);
        assertArrayEquals(Eip8Vectors.NONCE_A, hash);
    }

    /** r is never 0 mod n here and s is in the lower half, as {@link Secp256k1} sees to it. */
    private int agreeOn(byte[] hash, byte[] signature, byte[] publicKey) {
        BigInteger s = new BigInteger(1, signature, 32, 32);
        if (s.signum() == 0 || s.compareTo(Curve.HALF_ORDER) > 0) {
            return 0;
        }
        boolean expected = bouncyCastle.verify(hash, signature, publicKey);
        assertEquals(
                expected,
                libsecp256k1.verify(hash, signature, publicKey),
                () -> hex(hash) + " " + hex(signature) + " " + hex(publicKey));
        return expected ? 1 : 0;
    }

    private List<byte[]> privateKeys(int more) {
        List<byte[]> keys = new ArrayList<>();
        keys.add(bytes(BigInteger.ONE));
        keys.add(bytes(BigInteger.TWO));
        keys.add(bytes(N.subtract(BigInteger.ONE)));
        keys.add(bytes(Curve.HALF_ORDER));
        keys.addAll(randomScalars(more));
        return keys;
    }

    private List<byte[]> scalars(int more) {
        List<byte[]> scalars = randomScalars(more);
        for (BigInteger edge : List.of(BigInteger.ONE, N, Curve.HALF_ORDER, P.subtract(N), BigInteger.TWO.pow(128))) {
            for (int distance = -3; distance <= 3; distance++) {
                BigInteger scalar = edge.add(BigInteger.valueOf(distance));
                if (scalar.signum() > 0 && scalar.compareTo(N) < 0) {
                    scalars.add(bytes(scalar));
                }
            }
        }
        return scalars;
    }

    private List<byte[]> randomScalars(int count) {
        List<byte[]> scalars = new ArrayList<>();
        while (scalars.size() < count) {
            byte[] scalar = random(32);
            if (Secp256k1.isPrivateKey(scalar)) {
                scalars.add(scalar);
            }
        }
        return scalars;
    }

    private List<byte[]> hashes(int more) {
        List<byte[]> hashes = new ArrayList<>();
        hashes.add(new byte[32]);
        hashes.add(bytes(BigInteger.ONE));
        hashes.add(bytes(N.subtract(BigInteger.ONE)));
        hashes.add(bytes(N));
        hashes.add(bytes(N.add(BigInteger.ONE)));
        hashes.add(bytes(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)));
        for (int i = 0; i < more; i++) {
            hashes.add(random(32));
        }
        return hashes;
    }

    /** Random bytes, coordinates around p, points with a bit flipped or the other y: few of them on the curve. */
    private List<byte[]> hostilePublicKeys() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            keys.add(random(64));
        }
        for (byte[] privateKey : privateKeys(50)) {
            byte[] key = bouncyCastle.publicKey(privateKey);
            byte[] x = Arrays.copyOf(key, 32);
            BigInteger y = new BigInteger(1, key, 32, 32);
            keys.add(key);
            keys.add(flip(key, 512));
            keys.add(join(x, bytes(P.subtract(y)), new byte[0]));
            keys.add(join(x, bytes(y.add(P).mod(BigInteger.TWO.pow(256))), new byte[0]));
        }
        List<BigInteger> edges = List.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), P);
        for (BigInteger x : edges) {
            for (BigInteger y : edges) {
                keys.add(join(bytes(x), bytes(y), new byte[0]));
            }
        }
        return keys;
    }

    private byte[] flip(byte[] bytes, int bits) {
        byte[] flipped = bytes.clone();
        int bit = random.nextInt(bits);
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return flipped;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static final String REFUSED = "refused";

    private interface Computation {
        byte[] run() throws CryptoException;
    }

    private static String outcome(Computation computation) {
        try {
            return hex(computation.run());
        } catch (CryptoException e) {
            return REFUSED;
        }
    }

    private static byte[] join(byte[] one, byte[] two, byte[] three) {
        byte[] all = Arrays.copyOf(one, one.length + two.length + three.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        System.arraycopy(three, 0, all, one.length + two.length, three.length);
        return all;
    }

    private static BigInteger integer(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger value) {
        return BigIntegers.asUnsignedByteArray(32, value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
