package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    /** The envelope of go-ethereum v1.9.20, whisper/whisperv6/envelope_test.go, with nonce 276, in RLP. */
    private static final String GOLDEN = "cf8001840000000084deadbeef820114";

    @Test
    void readsTheGoldenEnvelope() throws Exception {
        Envelope envelope = read(GOLDEN);
        assertEquals(0, envelope.expiry());
        assertEquals(1, envelope.ttl());
        assertEquals(new Topic(0), envelope.topic());
        assertArrayEquals(HexFormat.of().parseHex("deadbeef"), envelope.data());
        assertEquals(276, envelope.nonce());
        assertEquals(24, envelope.size());
    }

    @Test
    void writesBackWhatItRead() throws Exception {
        for (Envelope envelope : List.of(
                read(GOLDEN), Envelope.of(0xffff_ffffL, 0xffff_ffffL, new Topic(0x80_00_00_ff), new byte[300], -1))) {
            byte[] bytes = encode(envelope);
            Envelope again = Envelope.read(RlpReader.of(bytes));
            assertEquals(envelope.topic(), again.topic());
            assertEquals(envelope.nonce(), again.nonce());
            assertArrayEquals(bytes, encode(again));
        }
        assertEquals(GOLDEN, HexFormat.of().formatHex(encode(read(GOLDEN))));
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "80, a string",
        "c0, an empty list",
        "cc8001840000000084deadbeef, no nonce",
        "d08001840000000084deadbeef82011480, a sixth item",
        "ce80018300000084deadbeef820114, a topic of three bytes",
        "d0800185000000000084deadbeef820114, a topic of five bytes",
        "d08001840000000084deadbeef83000114, a nonce with a leading zero",
        "ce80018400000000c3010203820114, data that is a list",
    })
    void refusesAnotherForm(String hex, String what) {
        assertThrows(RlpException.class, () -> read(hex), what);
    }

    @ParameterizedTest
    @CsvSource({
        "d4 850100000000 01 8400000000 84deadbeef 820114, expiry",
        "d4 01 850100000000 8400000000 84deadbeef 820114, ttl",
    })
    void refusesATimeOfMoreThan32Bits(String hex, String what) {
        assertThrows(RlpException.class, () -> read(hex.replace(" ", "")), what);
    }

    @Test
    void survivesMalformedInput() {
        byte[] large = encode(Envelope.of(1_500_000_000, 50, new Topic(0x01020304), new byte[200], Long.MIN_VALUE));
        Malformed.feed(
                input -> Envelope.read(RlpReader.of(input)),
                List.of(HexFormat.of().parseHex(GOLDEN), large));
    }

    private static Envelope read(String hex) throws Exception {
        return Envelope.read(RlpReader.of(HexFormat.of().parseHex(hex)));
    }

    private static byte[] encode(Envelope envelope) {
        return envelope.encoded();
    }
}
