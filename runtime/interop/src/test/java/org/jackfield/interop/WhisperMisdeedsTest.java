package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.jackfield.itest.TestNode;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer on go-ethereum's whisper sends what that would not. Times are in seconds from now. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WhisperMisdeedsTest {

    @TempDir
    static Path folder;

    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        WhisperOriginal.GETH19.require();
        node = TestNode.start(folder);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "not a list of envelopes, 1, 0x8461626364, breach of protocol",
        "a requirement that is no number, 2, 0x887ff8000000000000, subprotocol error",
        "a negative requirement, 2, 0x88bff0000000000000, subprotocol error",
        "a filter of three bytes, 3, 0x83010203, subprotocol error",
    })
    void whoSendsWhatIsMalformedIsLeft(String what, int code, String payload, String why) throws Exception {
        assertLeft("send " + code + " " + payload, why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "too little work, 40, 40",
        "from the future, 140, 40",
        "very old, -60, 40",
        "one that never lives, 10, 0",
    })
    void whoSendsAnEnvelopeThatNobodyAcceptsIsLeft(String what, long expiry, long ttl) throws Exception {
        assertLeft("send 1 " + batch(expiry, ttl), "subprotocol error");
    }

    private static void assertLeft(String misdeed, String why) throws Exception {
        try (ForeignCorrespondent peer = connected()) {
            peer.program().say(misdeed);

            assertEquals(why, peer.program().await("dropped").path("why").asText());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no envelopes, 1, 0xc0",
        "a second status, 0, 0xcc06883fc999999999999a8080",
        "a code that is not in use, 99, 0x01",
        "a direct message of a stranger, 127, 0xc0",
        "a request where there is no mail server, 126, 0x01",
    })
    void whatIsNotForUsIsPassedOver(String what, int code, String payload) throws Exception {
        assertCarried("send " + code + " " + payload);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource("one that has just expired, -5, 40")
    void anEnvelopeThatIsLateIsPassedOver(String what, long expiry, long ttl) throws Exception {
        assertCarried("send 1 " + batch(expiry, ttl));
    }

    private static void assertCarried(String oddity) throws Exception {
        try (ForeignCorrespondent peer = connected();
                ForeignCorrespondent another = connected()) {
            peer.program().say(oddity);

            Letter letter = Letter.in(Mode.SYMMETRIC);
            letter.assertRead(another.read(peer.post(letter, another)), peer, another);
            assertFalse(peer.program().told("dropped"));
        }
    }

    private static ForeignCorrespondent connected() throws Exception {
        ForeignCorrespondent peer = ForeignCorrespondent.at(WhisperOriginal.GETH19);
        peer.meet(node);
        return peer;
    }

    /** A packet with one envelope in it on which no work was done. */
    private static String batch(long expiry, long ttl) {
        byte[] packet = new RlpWriter()
                .beginList()
                .beginList()
                .write(Instant.now().getEpochSecond() + expiry)
                .write(ttl)
                .write(new byte[] {1, 2, 3, 4})
                .write(new byte[300])
                .write(0L)
                .endList()
                .endList()
                .toByteArray();
        return "0x" + HexFormat.of().formatHex(packet);
    }
}
