package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.envelopes.Bloom;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HandOverTest {

    private static final WhisperStatus OWN = status(0.2, false);
    private static final Peer PEER = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(),
            new Class<?>[] {Peer.class},
            (self, method, arguments) -> NodeId.of(new byte[NodeId.BYTES]));

    private static final List<Message> SCRIPT = List.of(
            new Message(WhisperSession.STATUS, status(0.5, true).encode()),
            message(WhisperSession.MESSAGES, "d0cf8001840000000084deadbeef820114"),
            message(WhisperSession.POW_REQUIREMENT, "884000000000000000"),
            new Message(WhisperSession.BLOOM_FILTER, RlpWriter.encode(new byte[Bloom.BYTES])),
            message(126, "c0"),
            message(WhisperSession.MESSAGES, "d0cf8001840000000084deadbeef820114"));

    private final PipePair pipes = new PipePair(Whisper.MESSAGE_COUNT);

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void thePeerNoticesNothingWhereverItHappens() throws Exception {
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, SCRIPT);
        HandOverRehearsal.Course twin = rehearsal.play(() -> new Whisper(OWN));
        assertEquals(List.of("0 " + HexFormat.of().formatHex(OWN.encode())), twin.said());
        assertEquals(Optional.empty(), twin.infos().get(0));
        assertEquals(2L, twin.infos().get(SCRIPT.size()).orElseThrow().get("envelopes"));
        assertEquals(2.0, twin.infos().get(SCRIPT.size()).orElseThrow().get("pow"));
        for (int at = 0; at <= SCRIPT.size(); at++) {
            assertEquals(twin, rehearsal.play(() -> new Whisper(OWN), at), "handed over before message " + at);
            assertEquals(twin, rehearsal.play(() -> new Whisper(OWN), at, at), "twice before message " + at);
        }
        int[] everywhere = IntStream.rangeClosed(0, SCRIPT.size()).toArray();
        assertEquals(twin, rehearsal.play(() -> new Whisper(OWN), everywhere));
    }

    @Test
    void thePeerIsToldOfANewRequirement() throws Exception {
        for (Optional<WhisperStatus> remote : List.of(Optional.<WhisperStatus>empty(), Optional.of(OWN))) {
            resume(status(8, false), new WhisperState(OWN, remote, 3));
            Message told = pipes.right().read();
            assertEquals(WhisperSession.POW_REQUIREMENT, told.code());
            assertArrayEquals(HexFormat.of().parseHex("884020000000000000"), told.payload());
        }
        pipes.close();
    }

    @Test
    void whatThePeerWasToldIsToldOnceOverManyHandOvers() throws Exception {
        SessionState first = resume(status(8, false), new WhisperState(OWN, Optional.of(OWN), 3));
        assertEquals(first, resume(status(8, false), WhisperState.decode(first)));
        assertEquals(WhisperSession.POW_REQUIREMENT, pipes.right().read().code());
        pipes.close();
        assertThrows(EOFException.class, () -> pipes.right().read());
    }

    @Test
    void aSessionEndsWhenOnlyANewStatusCouldTellWhatHasChanged() {
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> resume(status(0.2, true), new WhisperState(OWN, Optional.of(OWN), 3)));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
    }

    @Test
    void twoLightNodesPartEvenIfTheStatusCameDuringTheHandOver() {
        WhisperStatus light = status(0.2, true);
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, SCRIPT);
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> rehearsal.play(() -> new Whisper(light), 0));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void statesComeBackAsTheyWere() throws Exception {
        for (WhisperState state : states()) {
            assertEquals(state, WhisperState.decode(state.encoded()));
        }
    }

    @Test
    void otherStateVersionsAreRefused() {
        assertTrue(new Whisper(OWN).reads(1));
        assertFalse(new Whisper(OWN).reads(0));
        assertFalse(new Whisper(OWN).reads(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c3c0c080", "c401c08080"})
    void whatIsNoStateEndsTheLinkWithoutBlame(String hex) {
        SessionState state =
                new SessionState(WhisperState.VERSION, HexFormat.of().parseHex(hex));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> new Whisper(OWN).resume(PEER, pipes.left(), state));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
    }

    @Test
    void malformedStatesEndTheLinkAndNothingElse() {
        Malformed.feed(
                input -> {
                    SessionState state = new SessionState(WhisperState.VERSION, input);
                    assertEquals(state, WhisperState.decode(state).encoded());
                },
                states().stream().map(state -> state.encoded().bytes()).toList(),
                DisconnectException.class);
    }

    /** What a session with these settings leaves in its turn. */
    private SessionState resume(WhisperStatus own, WhisperState left) throws Exception {
        MessagePipe pipe = pipes.left();
        pipes.handOverLeft(0);
        Whisper next = new Whisper(own);
        try {
            next.resume(PEER, pipe, left.encoded());
        } catch (HandOverException signal) {
            return signal.state().orElseThrow();
        }
        throw new AssertionError("a session does not return");
    }

    private static List<WhisperState> states() {
        return List.of(
                new WhisperState(OWN, Optional.empty(), 0),
                new WhisperState(OWN, Optional.of(status(0, true)), 1),
                new WhisperState(status(1e300, true), Optional.of(OWN), Long.MAX_VALUE));
    }

    private static WhisperStatus status(double pow, boolean light) {
        return new WhisperStatus(new PowRequirement(pow), Bloom.FULL, light);
    }

    private static Message message(int code, String hex) {
        return new Message(code, HexFormat.of().parseHex(hex));
    }
}
