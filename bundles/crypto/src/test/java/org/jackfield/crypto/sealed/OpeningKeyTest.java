package org.jackfield.crypto.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Ecies;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of encryption, from the bytes of an envelope to the message. */
class OpeningKeyTest {

    private static final byte[] SYMMETRIC = hex("03ca634cae0d49acb401d8a4c6b6fe8c55b70d115bf400769cc1400f3258cd31");
    private static final byte[] PRIVATE = hex("d49dcf37238dc8a7aac57dc61b9fee68f0a97f062968978b9fafa7d1033d03a9");
    private static final byte[] PLAIN = hex("010568656c6c6fff");

    private static final byte[] FOR_SYMMETRIC =
            hex("aacd98b6d32e8b4eaa3c58a2c894506759526f70fe7d869b000102030405060708090a0b");
    private static final byte[] FOR_PRIVATE =
            hex("042ddee4287b8edb70c13f91e61017a13ab7a213160f49b3ca0255a6c8b885e7e2562f8ecbcc30642dee87e8b15c052a22"
                    + "acbf1662e48d57da6ada54891af51fd3000102030405060708090a0b0c0d0e0f4a80ec67e62b3ae07f9cd5159188dd617d"
                    + "4f8633191a3eb30f90dc8fdfd2c20466b3b9e0a1d85d1c");

    static List<Vectors> symmetric() {
        return Vectors.of("symmetric");
    }

    static List<Vectors> asymmetric() {
        return Vectors.of("asymmetric");
    }

    @ParameterizedTest
    @MethodSource("symmetric")
    void opensTheOriginalsSymmetricMessages(Vectors vector) throws Exception {
        byte[] data = vector.bytes("data");

        assertArrayEquals(vector.bytes("plaintext"), SymmetricCipher.decrypt(vector.bytes("key"), data));
        assertArrayEquals(
                data, SymmetricCipher.encrypt(vector.bytes("key"), vector.bytes("plaintext"), vector.bytes("nonce")));
        assertArrayEquals(
                vector.bytes("payload"),
                OpeningKey.symmetric(vector.bytes("key")).open(data).payload());
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    void opensTheOriginalsAsymmetricMessages(Vectors vector) throws Exception {
        OpeningKey key = OpeningKey.ofPair(vector.bytes("privateKey"));

        assertArrayEquals(vector.bytes("publicKey"), key.publicKey().orElseThrow());
        assertArrayEquals(
                vector.bytes("payload"), key.open(vector.bytes("data")).payload());
        assertArrayEquals(
                vector.bytes("plaintext"),
                Ecies.decrypt(vector.bytes("privateKey"), vector.bytes("data"), OpeningKey.NO_SHARED_INFO));
    }

    @Test
    void opensTheOriginalsLongMessage() throws Exception {
        Vectors vector = Vectors.longMessage();

        byte[] plain = SymmetricCipher.decrypt(vector.bytes("key"), vector.bytes("data"));

        assertArrayEquals(vector.bytes("plaintextHash"), Keccak256.hash(plain));
        assertArrayEquals(
                vector.bytes("payloadHash"),
                Keccak256.hash(PlainMessage.decode(plain).payload()));
    }

    @Test
    void encryptsWithTheNonceLast() {
        assertArrayEquals(FOR_SYMMETRIC, SymmetricCipher.encrypt(SYMMETRIC, PLAIN, hex("000102030405060708090a0b")));
    }

    @Test
    void opensWhatWasEncryptedByTheRules() throws Exception {
        assertArrayEquals(
                "hello".getBytes(),
                OpeningKey.symmetric(SYMMETRIC).open(FOR_SYMMETRIC).payload());
        assertArrayEquals(
                "hello".getBytes(), OpeningKey.ofPair(PRIVATE).open(FOR_PRIVATE).payload());
        assertArrayEquals(PLAIN, Ecies.decrypt(PRIVATE, FOR_PRIVATE, OpeningKey.NO_SHARED_INFO));
    }

    @Test
    void opensWhatItClosed() throws Exception {
        byte[] plain = PlainMessage.encode(new byte[300], Optional.of(PRIVATE));
        byte[] point = Secp256k1.publicKey(PRIVATE);

        byte[] one = SymmetricCipher.encrypt(SYMMETRIC, plain);
        byte[] other = Ecies.encrypt(point, plain, OpeningKey.NO_SHARED_INFO);

        assertEquals(plain.length + 28, one.length);
        assertEquals(plain.length + 113, other.length);
        assertFalse(Arrays.equals(one, SymmetricCipher.encrypt(SYMMETRIC, plain)), "a nonce was used twice");
        assertArrayEquals(plain, SymmetricCipher.decrypt(SYMMETRIC, one));
        assertArrayEquals(
                PublicKey.of(PRIVATE),
                OpeningKey.ofPair(PRIVATE).open(other).signer().orElseThrow());
    }

    @Test
    void refusesEveryCiphertextWithOneBitFlipped() {
        assertRefusesFlips(OpeningKey.symmetric(SYMMETRIC), FOR_SYMMETRIC);
        assertRefusesFlips(OpeningKey.ofPair(PRIVATE), FOR_PRIVATE);
    }

    @Test
    void refusesWhatIsForOthers() {
        byte[] other = SYMMETRIC.clone();
        other[0]++;
        assertRefuses(OpeningKey.symmetric(other), FOR_SYMMETRIC);
        assertRefuses(OpeningKey.ofPair(other), FOR_PRIVATE);
        assertRefuses(OpeningKey.symmetric(PRIVATE), FOR_PRIVATE);
        assertRefuses(OpeningKey.ofPair(PRIVATE), FOR_SYMMETRIC);
    }

    @Test
    void refusesContentsThatAreNoMessage() {
        assertRefuses(OpeningKey.symmetric(SYMMETRIC), SymmetricCipher.encrypt(SYMMETRIC, new byte[0]));
        assertRefuses(OpeningKey.symmetric(SYMMETRIC), SymmetricCipher.encrypt(SYMMETRIC, hex("0102aa")));
        assertRefuses(OpeningKey.symmetric(SYMMETRIC), SymmetricCipher.encrypt(SYMMETRIC, hex("0400aa")));
    }

    @Test
    void survivesMalformedSymmetricData() {
        OpeningKey key = OpeningKey.symmetric(SYMMETRIC);
        Malformed.feed(key::open, List.of(FOR_SYMMETRIC), MalformedMessageException.class);
    }

    @Test
    void survivesMalformedAsymmetricData() {
        OpeningKey key = OpeningKey.ofPair(PRIVATE);
        Malformed.feed(key::open, List.of(FOR_PRIVATE), MalformedMessageException.class);
    }

    @Test
    void isEqualIfTheSecretIs() {
        assertEquals(OpeningKey.symmetric(SYMMETRIC), OpeningKey.symmetric(SYMMETRIC.clone()));
        assertEquals(OpeningKey.ofPair(PRIVATE), OpeningKey.ofPair(PRIVATE.clone()));
        assertNotEquals(OpeningKey.symmetric(PRIVATE), OpeningKey.ofPair(PRIVATE));
    }

    private static void assertRefusesFlips(OpeningKey key, byte[] data) {
        for (int bit = 0; bit < data.length * Byte.SIZE; bit++) {
            byte[] changed = data.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefuses(key, changed);
        }
    }

    private static void assertRefuses(OpeningKey key, byte[] data) {
        assertThrows(MalformedMessageException.class, () -> key.open(data));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
