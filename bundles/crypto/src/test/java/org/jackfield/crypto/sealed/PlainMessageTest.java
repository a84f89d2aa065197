package org.jackfield.crypto.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMessageTest {

    private static final byte[] KEY =
            HexFormat.of().parseHex("d49dcf37238dc8a7aac57dc61b9fee68f0a97f062968978b9fafa7d1033d03a9");
    private static final byte[] NOTHING = {};

    static Stream<Vectors> encrypted() {
        return Stream.concat(Vectors.of("symmetric").stream(), Vectors.of("asymmetric").stream());
    }

    static List<Vectors> signatures() {
        return Vectors.of("signatures");
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void readsWhatTheOriginalsWrote(Vectors vector) throws Exception {
        assertHolds(vector, PlainMessage.decode(vector.bytes("plaintext")));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signsAsTheOriginalsDo(Vectors vector) throws Exception {
        byte[] plain = PlainMessage.encode(
                vector.bytes("payload"), vector.bytes("padding"), Optional.of(vector.bytes("privateKey")));

        byte[] signed = Arrays.copyOf(plain, plain.length - Secp256k1.SIGNATURE_BYTES);
        assertArrayEquals(vector.bytes("hash"), Keccak256.hash(signed));
        assertArrayEquals(vector.bytes("signature"), Arrays.copyOfRange(plain, signed.length, plain.length));
        assertHolds(vector, PlainMessage.decode(plain));
    }

    /** Lengths of payloads and plaintexts of go-ethereum's message_test.go and nim-eth's test_shh.nim. */
    @ParameterizedTest
    @CsvSource({
        "0, false, 254, 256",
        "3, false, 251, 256",
        "253, false, 1, 256",
        "254, false, 256, 512",
        "246, true, 199, 512",
        "255, false, 255, 512",
        "256, false, 253, 512",
        "65535, false, 254, 65792",
        "65536, false, 252, 65792",
        "16777215, false, 253, 16777472"
    })
    void padsToABlock(int payload, boolean signed, int padding, int plain) throws Exception {
        byte[] encoded = PlainMessage.encode(new byte[payload], signed ? Optional.of(KEY) : Optional.empty());

        assertEquals(plain, encoded.length);
        assertEquals(padding, PlainMessage.decode(encoded).padding().length);
        assertEquals(payload, PlainMessage.decode(encoded).payload().length);
    }

    @Test
    void refusesAPayloadThatTheSizeCannotSay() {
        byte[] payload = new byte[PlainMessage.MAX_PAYLOAD_BYTES + 1];

        assertThrows(IllegalArgumentException.class, () -> PlainMessage.encode(payload, Optional.empty()));
    }

    @Test
    void keepsTheCallersPaddingAsItIs() throws Exception {
        byte[] plain = PlainMessage.encode("hello".getBytes(), new byte[] {-1}, Optional.empty());

        assertEquals("010568656c6c6fff", HexFormat.of().formatHex(plain));
    }

    /** Flags in binary; what is read, in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "00, '', ''",
        "00aabb, '', aabb",
        "f8aabb, '', aabb",
        "0100, '', ''",
        "0100aa, '', aa",
        "0102aabb, aabb, ''",
        "020100aabb, aa, bb",
        "03010000aabb, aa, bb"
    })
    void readsSizesOfAnyLength(String plain, String payload, String padding) throws Exception {
        PlainMessage message = PlainMessage.decode(HexFormat.of().parseHex(plain));

        assertEquals(payload, HexFormat.of().formatHex(message.payload()));
        assertEquals(padding, HexFormat.of().formatHex(message.padding()));
        assertTrue(message.signer().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "01", // no size
                "0201", // half a size
                "030100", // two thirds
                "0101", // a payload beyond the end
                "0103aabb",
                "03ffffffaa",
                "04", // a signature, and none there
                "0400",
                "05010000" // and not all of it
            })
    void refusesWhatEndsTooSoon(String plain) {
        assertThrows(
                MalformedMessageException.class,
                () -> PlainMessage.decode(HexFormat.of().parseHex(plain)));
    }

    @Test
    void refusesASignedMessageOfFlagsAlone() {
        byte[] flags = {4};
        byte[] signature = Secp256k1.sign(Keccak256.hash(flags), KEY);
        byte[] plain = Arrays.copyOf(flags, 1 + signature.length);
        System.arraycopy(signature, 0, plain, 1, signature.length);

        assertThrows(MalformedMessageException.class, () -> PlainMessage.decode(plain));
    }

    @Test
    void refusesAPayloadThatReachesIntoTheSignature() {
        byte[] plain = PlainMessage.encode(new byte[3], NOTHING, Optional.of(KEY));
        plain[1]++;

        assertThrows(MalformedMessageException.class, () -> PlainMessage.decode(plain));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 27})
    void acceptsBothWaysToWriteV(int offset) throws Exception {
        byte[] plain = signed();
        plain[plain.length - 1] += (byte) offset;

        assertArrayEquals(PublicKey.of(KEY), PlainMessage.decode(plain).signer().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 26, 29, 30, 128, 255})
    void refusesAnyOtherV(int v) {
        byte[] plain = signed();
        plain[plain.length - 1] = (byte) v;

        assertThrows(MalformedMessageException.class, () -> PlainMessage.decode(plain));
    }

    @Test
    void refusesASignatureThatNoKeyMade() {
        byte[] plain = signed();
        Arrays.fill(plain, plain.length - Secp256k1.SIGNATURE_BYTES, plain.length - 1, (byte) 0);

        assertThrows(MalformedMessageException.class, () -> PlainMessage.decode(plain));
    }

    @Test
    void findsAnotherSignerOfWhatWasChanged() throws Exception {
        byte[] plain = signed();
        plain[2]++;

        byte[] signer;
        try {
            signer = PlainMessage.decode(plain).signer().orElseThrow();
        } catch (MalformedMessageException noneAtAll) {
            return;
        }
        assertEquals(false, Arrays.equals(PublicKey.of(KEY), signer));
    }

    @Test
    void survivesMalformedMessages() {
        Random random = new Random(6);
        byte[] payload = new byte[100];
        random.nextBytes(payload);
        Malformed.feed(
                PlainMessage::decode,
                List.of(
                        PlainMessage.encode(payload, Optional.empty()),
                        PlainMessage.encode(payload, NOTHING, Optional.empty()),
                        signed(),
                        HexFormat.of().parseHex("03010000aabb")),
                MalformedMessageException.class);
    }

    private static byte[] signed() {
        return PlainMessage.encode(new byte[20], new byte[5], Optional.of(KEY));
    }

    private static void assertHolds(Vectors expected, PlainMessage message) {
        assertArrayEquals(expected.bytes("payload"), message.payload());
        assertArrayEquals(expected.bytes("padding"), message.padding());
        assertEquals(
                expected.signer().map(HexFormat.of()::formatHex),
                message.signer().map(HexFormat.of()::formatHex));
    }
}
