package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.testing.PipePair;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session against scripted peers: the whole conversation is written first, then played on the test's thread. */
class WhisperSessionTest {

    private static final WhisperStatus FULL =
            new WhisperStatus(new PowRequirement(PowRequirement.DEFAULT), Bloom.FULL, false);
    private static final WhisperStatus LIGHT = new WhisperStatus(PowRequirement.NONE, Bloom.FULL, true);

    private static final Message STATUS = message(0, "cc06883fc999999999999a8080");
    private static final Message LIGHT_STATUS = message(0, "cc06883fc999999999999a8001");
    private static final String ONE_ENVELOPE = "d0cf8001840000000084deadbeef820114";

    @Test
    void sendsItsStatusWithoutWaitingForTheOthers() throws Exception {
        try (PipePair pipes = new PipePair(Whisper.MESSAGE_COUNT)) {
            pipes.right().write(STATUS);
            WhisperSession.open(FULL, pipes.left());
            Message first = pipes.right().read();
            assertEquals(0, first.code());
            assertArrayEquals(STATUS.payload(), first.payload());
        }
    }

    @Test
    void followsChangesOfRequirementAndFilter() throws Exception {
        byte[] bloom = new byte[Bloom.BYTES];
        bloom[0] = 1;
        Map<String, Object> info =
                converse(FULL, STATUS, message(2, "884000000000000000"), new Message(3, RlpWriter.encode(bloom)));
        assertEquals(2.0, info.get("pow"));
        assertEquals(Bloom.of(bloom).toString(), info.get("bloom"));
    }

    @Test
    void countsEnvelopes() throws Exception {
        Message two = message(1, "e0" + ONE_ENVELOPE.substring(2).repeat(2));
        assertEquals(
                3L,
                converse(FULL, STATUS, message(1, "c0"), message(1, ONE_ENVELOPE), two)
                        .get("envelopes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 11, 12, 22, 123, 124, 125, 126, 127})
    void passesOverASecondStatusAndCodesItDoesNotServe(int code) throws Exception {
        assertEquals(
                1L,
                converse(FULL, STATUS, message(code, "c105ff"), message(1, ONE_ENVELOPE))
                        .get("envelopes"));
    }

    @Test
    void acceptsALightNodeWhenFullAndAFullOneWhenLight() throws Exception {
        assertEquals(true, converse(FULL, LIGHT_STATUS).get("light"));
        assertEquals(false, converse(LIGHT, STATUS).get("light"));
    }

    @Test
    void endsTheLinkBetweenTwoLightNodes() {
        assertSubprotocolError(LIGHT, LIGHT_STATUS);
    }

    @ParameterizedTest
    @CsvSource({"1, c0", "2, 80", "3, c0", "126, c0", "127, c0"})
    void endsTheLinkIfAnythingComesBeforeTheStatus(int code, String payload) {
        assertSubprotocolError(FULL, message(code, payload), STATUS);
    }

    @ParameterizedTest
    @CsvSource({"2, 887ff8000000000000", "2, 887ff0000000000000", "2, 88bff0000000000000", "3, 80", "3, 01", "3, 820102"
    })
    void endsTheLinkOverAnInvalidSetting(int code, String payload) {
        assertSubprotocolError(FULL, STATUS, message(code, payload));
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "1, 80", "1, c180", "1, c1c0", "1, c0c0", "2, ''", "2, c0", "2, 8080", "3, ''", "3, c0"})
    void endsTheLinkOverAnUndecodablePacket(int code, String payload) {
        assertThrows(RlpException.class, () -> converse(FULL, STATUS, message(code, payload)));
    }

    @Test
    void limitsAnEnvelopeToOneMebibyteButNotThePacket() throws Exception {
        int most = WhisperSession.MAX_ENVELOPE_BYTES - 20;
        assertEquals(2L, converse(FULL, STATUS, twoEnvelopes(most, most)).get("envelopes"));
        assertSubprotocolError(FULL, STATUS, twoEnvelopes(most, most + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void survivesMalformedPackets(int code) {
        List<byte[]> wellFormed =
                List.of(bytes(ONE_ENVELOPE), bytes("884000000000000000"), RlpWriter.encode(Bloom.FULL.bytes()));
        Malformed.feed(
                input -> converse(FULL, STATUS, new Message(code, input)), wellFormed, DisconnectException.class);
    }

    private static Message twoEnvelopes(int firstDataBytes, int secondDataBytes) {
        RlpWriter batch = new RlpWriter().beginList();
        batch.writeRaw(Envelope.of(0, 1, new org.jackfield.envelopes.Topic(0), new byte[firstDataBytes], 0)
                .encoded());
        batch.writeRaw(Envelope.of(0, 1, new org.jackfield.envelopes.Topic(0), new byte[secondDataBytes], 0)
                .encoded());
        return new Message(WhisperSession.MESSAGES, batch.endList().toByteArray());
    }

    private static void assertSubprotocolError(WhisperStatus own, Message... messages) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> converse(own, messages));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    /** What the session knows after the peer said all this and hung up. */
    private static Map<String, Object> converse(WhisperStatus own, Message... messages) throws IOException {
        PipePair pipes = new PipePair(Whisper.MESSAGE_COUNT);
        try {
            for (Message message : messages) {
                pipes.right().write(message);
            }
            WhisperSession session = WhisperSession.open(own, pipes.left());
            pipes.close();
            runToTheEnd(session, pipes.left());
            return session.info();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void runToTheEnd(WhisperSession session, MessagePipe pipe) throws IOException, InterruptedException {
        try {
            session.run(pipe);
        } catch (EOFException hungUp) {
            return;
        }
        throw new AssertionError("a session ends with the link");
    }

    private static Message message(int code, String hex) {
        return new Message(code, bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
