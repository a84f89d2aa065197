package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandOverTest {

    private static final Peer PEER = Peers.peer(1);
    private static final OwnTraits OWN = Speech.DEFAULT;
    private static final WakuTerms TERMS = new WakuTerms(true, new RateLimits(1, 2, 3), new RateLimits(4, 5, 6));
    private static final Bloom FILTER = Bloom.sampleOf(new Topic(5));

    private final PipePair pipes = new PipePair(PacketCode.COUNT);
    private final FakeRelay relay = new FakeRelay();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    private static List<Message> script(Speech speech) {
        return List.of(
                speech.lightStatus(),
                message(1, "d0" + Hex.ENVELOPE),
                speech == Speech.SHH ? message(2, "884000000000000000") : message(22, "cbca80884000000000000000"),
                speech == Speech.SHH ? message(3, "b840" + "00".repeat(64)) : message(22, "c8c705c58400000001"),
                message(126, "c0"),
                message(1, "d1" + Hex.OTHER));
    }

    @ParameterizedTest
    @EnumSource
    void thePeerNoticesNothingWhereverItHappens(Speech speech) throws Exception {
        List<Message> script = script(speech);
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, script);
        HandOverRehearsal.Course twin = rehearsal.play(() -> release(speech));
        assertEquals(List.of("0 " + Hex.text(speech.dialect.status(OWN).payload())), twin.said());
        assertEquals(Optional.empty(), twin.infos().get(0));
        assertEquals(2L, twin.infos().get(script.size()).orElseThrow().get("envelopes"));
        assertEquals(2.0, twin.infos().get(script.size()).orElseThrow().get("pow"));
        for (int at = 0; at <= script.size(); at++) {
            assertEquals(twin, rehearsal.play(() -> release(speech), at), "handed over before message " + at);
            assertEquals(twin, rehearsal.play(() -> release(speech), at, at), "twice before message " + at);
        }
        int[] everywhere = IntStream.rangeClosed(0, script.size()).toArray();
        assertEquals(twin, rehearsal.play(() -> release(speech), everywhere));
        assertFalse(relay.heard().contains("leave"));
    }

    @ParameterizedTest
    @EnumSource
    void theSeatIsTakenAgain(Speech speech) throws Exception {
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, script(speech));
        rehearsal.play(() -> release(speech), 0, 1, 3);
        String wire = speech.dialect.wire().toString();
        assertEquals(
                List.of("join " + wire + " 0.2", "rejoin " + wire + " 0.2", "rejoin " + wire + " 2.0"),
                relay.heard().stream().filter(what -> what.contains("join")).toList());
    }

    @Test
    void theFirstPacketOfEnvelopesIsTheFirstOfTheLink() throws Exception {
        byte[] large = new byte[PacketCode.COUNT + (1 << 20)];
        HandOverRehearsal rehearsal =
                new HandOverRehearsal(PEER, List.of(Speech.SHH.status(), message(1, "c0"), new Message(1, large)));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> rehearsal.play(() -> release(Speech.SHH), 2));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @EnumSource
    void whatHasChangedMeanwhileIsToldOnce(Speech speech) throws Exception {
        WhisperState left = new WhisperState(OWN, Optional.of(new RemotePeer(PeerTraits.FULL)), List.of());
        relay.settings = FakeRelay.SETTINGS.withMinWork(8);
        String news = speech == Speech.SHH ? "2 884020000000000000" : "22 cbca80884020000000000000";
        SessionState first = legThatSays(news, release(speech), left.encoded());
        SessionState second = leg(release(speech), first);
        assertEquals(first, second);
        assertEquals(8, WhisperState.decode(second).told().minWork());
        pipes.close();
        assertThrows(EOFException.class, () -> pipes.right().read());
    }

    @Test
    void newTermsAreToldToo() throws Exception {
        WhisperState left = new WhisperState(OWN, Optional.of(new RemotePeer(PeerTraits.FULL)), List.of());
        WhisperProtocol release = new WhisperProtocol(Speech.WAKU.dialect, relay.rooms(TERMS));
        SessionState state = legThatSays("22 cfc20301c504c3010203c506c3040506", release, left.encoded());
        assertEquals(TERMS, WhisperState.decode(state).told().terms());
    }

    @Test
    void confirmationsThatWaitAreWrittenByTheNext() throws Exception {
        List<Message> waiting = List.of(message(12, "c0"), message(11, "01"));
        WhisperState left = new WhisperState(OWN, Optional.of(new RemotePeer(PeerTraits.FULL)), waiting);
        SessionState state = legThatSays("12 c0", release(Speech.WAKU), left.encoded());
        assertTrue(WhisperState.decode(state).unsent().size() <= 1);
        legThatSays("11 01", release(Speech.WAKU), state);
    }

    @ParameterizedTest
    @EnumSource
    void aSessionEndsWhenOnlyANewStatusCouldTellWhatHasChanged(Speech speech) {
        relay.settings = FakeRelay.SETTINGS.withLight(true);
        WhisperState left = new WhisperState(OWN, Optional.empty(), List.of());
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> release(speech).resume(PEER, pipes.left(), left.encoded()));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
    }

    @ParameterizedTest
    @EnumSource
    void twoLightNodesPartEvenIfTheStatusCameDuringTheHandOver(Speech speech) {
        relay.settings = FakeRelay.SETTINGS.withLight(true);
        HandOverRehearsal rehearsal = new HandOverRehearsal(PEER, script(speech));
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> rehearsal.play(() -> release(speech), 0));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void statesComeBackAsTheyWere() throws Exception {
        for (WhisperState state : states()) {
            assertEquals(state.encoded(), WhisperState.decode(state.encoded()).encoded());
        }
        WhisperState full = WhisperState.decode(states().get(2).encoded());
        assertEquals(TERMS, full.told().terms());
        assertEquals(
                Optional.of(List.of(new Topic(1))),
                full.remote().orElseThrow().traits().topics());
        assertEquals(1, full.remote().orElseThrow().batches());
        assertEquals(11, full.unsent().get(1).code());
    }

    @Test
    void otherStateVersionsAreRefused() {
        WhisperProtocol release = release(Speech.SHH);
        assertTrue(release.reads(2));
        assertFalse(release.reads(1));
        assertFalse(release.reads(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "c0", "c3c0c080", "c401c08080", "c3c0c0c0"})
    void whatIsNoStateEndsTheLinkWithoutBlame(String hex) {
        SessionState state = new SessionState(WhisperState.VERSION, Hex.bytes(hex));
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> release(Speech.SHH).resume(PEER, pipes.left(), state));
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

    private static List<WhisperState> states() {
        PeerTraits picky = new PeerTraits(1e300, FILTER, true, true, Optional.of(List.of(new Topic(1))));
        RemotePeer busy = new RemotePeer(picky);
        busy.countBatch();
        busy.countEnvelope();
        return List.of(
                new WhisperState(OWN, Optional.empty(), List.of()),
                new WhisperState(OWN, Optional.of(new RemotePeer(PeerTraits.FULL)), List.of()),
                new WhisperState(
                        new OwnTraits(0, FILTER, true, TERMS),
                        Optional.of(busy),
                        List.of(message(12, "c0"), message(11, "01"))));
    }

    private WhisperProtocol release(Speech speech) {
        return new WhisperProtocol(speech.dialect, relay.rooms());
    }

    /** What a session leaves in its turn, which is handed over at once. */
    private SessionState leg(WhisperProtocol release, SessionState left) throws Exception {
        MessagePipe pipe = pipes.left();
        pipes.handOverLeft(0);
        return resume(release, pipe, left);
    }

    /** As {@link #leg}, but first the peer has heard something. */
    private SessionState legThatSays(String packet, WhisperProtocol release, SessionState left) throws Exception {
        MessagePipe pipe = pipes.left();
        FutureTask<SessionState> session = new FutureTask<>(() -> resume(release, pipe, left));
        new Thread(session, "session").start();
        Message heard = pipes.right().read();
        assertEquals(packet, heard.code() + " " + Hex.text(heard.payload()));
        pipes.handOverLeft(0);
        return session.get(20, TimeUnit.SECONDS);
    }

    private static SessionState resume(WhisperProtocol release, MessagePipe pipe, SessionState left) throws Exception {
        return HandOverRehearsal.leg(release, PEER, pipe, Optional.of(left));
    }

    private static Message message(int code, String hex) {
        return new Message(code, Hex.bytes(hex));
    }
}
