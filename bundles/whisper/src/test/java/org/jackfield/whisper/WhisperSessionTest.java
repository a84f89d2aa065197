package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.testing.PipePair;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A session whose other end is in the test's hand. */
@Timeout(60)
class WhisperSessionTest {

    private static final int DEADLINE_SECONDS = 20;
    private static final String FULL = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    private static final Peer PEER = Peers.peer(1);
    private static final Envelope ONE = Hex.envelope(Hex.ENVELOPE);
    private static final Envelope TWO = Hex.envelope(Hex.OTHER);
    private static final Bloom FILTER = Bloom.sampleOf(new Topic(5));

    private final FakeRelay relay = new FakeRelay();
    private final PipePair pipes = new PipePair(PacketCode.COUNT);
    private final MessagePipe remote = pipes.right();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pipes.close();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, cc06883fc999999999999a8080",
        "WAKU, f862ca80883fc999999999999af84301b840" + FULL + "c20280c20380c504c3808080c506c3808080"
    })
    void sendsItsStatusWithoutWaitingForTheOthers(Speech speech, String status) throws Exception {
        start(speech);
        assertSaid(0, status);
        assertEquals(List.of(), relay.heard());
    }

    @Test
    void wakusStatusTellsWhatIsConfigured() throws Exception {
        relay.settings = FakeRelay.SETTINGS.withInterest(FILTER).withMinWork(2.05);
        start(Speech.WAKU, new WakuTerms(true, new RateLimits(10, 5, 1), new RateLimits(3, 2, 1)));
        assertSaid(
                0,
                "f862ca80884000666666666666f84301b840" + Hex.text(FILTER.bytes())
                        + "c20280c20301c504c30a0501c506c3030201");
    }

    @ParameterizedTest
    @CsvSource({
        "SHH, c106, join SHH_6 0.0",
        "SHH, cc06883fc999999999999a8001, join SHH_6 0.2",
        "WAKU, c0, join WAKU_1 0.001",
        "WAKU, c3c20201, join WAKU_1 0.001",
    })
    void takesASeatWithTheStatus(Speech speech, String status, String joined) throws Exception {
        remote.write(0, Hex.bytes(status));
        Future<?> run = start(speech);
        remote.write(PacketCode.ENVELOPES, EnvelopeList.encode(List.of(ONE)));
        relay.received.await(1);
        assertEquals(List.of(joined, "received " + ONE.hash()), relay.heard());
        pipes.close();
        assertInstanceOf(EOFException.class, failure(run));
        assertEquals("leave", relay.heard().get(2));
    }

    @ParameterizedTest
    @EnumSource
    void acceptsALightNode(Speech speech) throws Exception {
        assertJoins(speech, speech.lightStatus());
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedAsALightNode(Speech speech) throws Exception {
        relay.settings = FakeRelay.SETTINGS.withLight(true);
        assertJoins(speech, speech.status());
    }

    private void assertJoins(Speech speech, Message status) throws Exception {
        remote.write(status);
        start(speech);
        remote.write(PacketCode.ENVELOPES, EnvelopeList.encode(List.of(ONE)));
        relay.received.await(1);
    }

    @ParameterizedTest
    @EnumSource
    void endsTheLinkBetweenTwoLightNodes(Speech speech) throws Exception {
        relay.settings = FakeRelay.SETTINGS.withLight(true);
        assertSubprotocolError(speech, speech.lightStatus());
    }

    @ParameterizedTest
    @CsvSource({"SHH, 1, c0", "SHH, 2, 80", "SHH, 127, c0", "WAKU, 1, c0", "WAKU, 22, c0", "WAKU, 126, c0"})
    void endsTheLinkIfAnythingComesBeforeTheStatus(Speech speech, int code, String payload) throws Exception {
        assertSubprotocolError(speech, new Message(code, Hex.bytes(payload)));
    }

    @ParameterizedTest
    @CsvSource({"SHH, c105", "SHH, cb06887ff000000000000080", "WAKU, cbca80887ff0000000000000"})
    void endsTheLinkOverAnInvalidStatus(Speech speech, String status) throws Exception {
        assertSubprotocolError(speech, new Message(0, Hex.bytes(status)));
    }

    @ParameterizedTest
    @CsvSource({"SHH, 80", "SHH, c0", "WAKU, 80", "WAKU, c180"})
    void endsTheLinkOverAnUndecodableStatus(Speech speech, String status) throws Exception {
        remote.write(0, Hex.bytes(status));
        assertInstanceOf(RlpException.class, failure(start(speech)));
        assertEquals(List.of(), relay.heard());
    }

    @ParameterizedTest
    @CsvSource({"SHH, 127, " + Hex.ENVELOPE, "WAKU, 127, d0" + Hex.ENVELOPE})
    void writesWhatTheSeatHas(Speech speech, int code, String direct) throws Exception {
        meet(speech);
        relay.tell(new EnvelopeMessage.Envelopes(List.of(ONE, TWO)));
        relay.tell(new EnvelopeMessage.Direct(List.of(ONE)));
        relay.tell(new EnvelopeMessage.Ask(new HistoryRequest.Sealed(TWO)));
        assertSaid(1, "e1" + Hex.ENVELOPE + Hex.OTHER);
        assertSaid(code, direct);
        assertSaid(126, Hex.OTHER);
        relay.sent.await(3);
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfTheEndOfAnAnswer(Speech speech) throws Exception {
        meet(speech);
        Hash request = ONE.hash();
        relay.tell(
                new EnvelopeMessage.Answered(new HistoryEnd(request, Optional.empty(), new byte[0], Optional.empty())));
        relay.tell(new EnvelopeMessage.Envelopes(List.of(ONE)));
        assertSaid(125, "b840" + request.hex().substring(2) + "00".repeat(32));
        assertSaid(1, "d0" + Hex.ENVELOPE);
        relay.sent.await(2);
    }

    @Test
    void newSettingsAreToldInPacketsOfTheirOwnByWhisper() throws Exception {
        meet(Speech.SHH);
        relay.change(FakeRelay.SETTINGS.withMinWork(2).withInterest(FILTER).withLight(true));
        assertSaid(2, "884000000000000000");
        assertSaid(3, "b840" + Hex.text(FILTER.bytes()));
        relay.sent.await(1);
        relay.change(FakeRelay.SETTINGS.withMinWork(2));
        assertSaid(3, "b840" + FULL);
        relay.change(FakeRelay.SETTINGS.withMinWork(2).withMaxMessageBytes(1));
        relay.tell(new EnvelopeMessage.Envelopes(List.of(ONE)));
        assertSaid(1, "d0" + Hex.ENVELOPE);
        relay.sent.await(4);
    }

    @Test
    void newSettingsAreToldTogetherByWaku() throws Exception {
        meet(Speech.WAKU);
        relay.change(FakeRelay.SETTINGS.withMinWork(2.05).withInterest(FILTER).withLight(true));
        assertSaid(22, "f850ca80884000666666666666f84301b840" + Hex.text(FILTER.bytes()));
        relay.change(FakeRelay.SETTINGS.withMinWork(0).withInterest(FILTER));
        assertSaid(22, "c3c28080");
        relay.sent.await(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatChangesDuringTheHandshakeIsTold(Speech speech) throws Exception {
        start(speech);
        remote.read();
        relay.settings = FakeRelay.SETTINGS.withMinWork(0);
        remote.write(speech.status());
        assertSaid(speech == Speech.SHH ? 2 : 22, speech == Speech.SHH ? "80" : "c3c28080");
    }

    @Test
    void packetsAreConfirmedIfThatIsConfigured() throws Exception {
        remote.write(Speech.WAKU.status());
        start(Speech.WAKU, new WakuTerms(true, RateLimits.NONE, RateLimits.NONE));
        remote.read();
        byte[] payload = EnvelopeList.encode(List.of(ONE));
        remote.write(1, payload);
        String batch = Hash.ofContent(payload).hex().substring(2);
        assertSaid(12, "e401e2a0" + batch + "c0");
        assertSaid(11, "a0" + batch);
    }

    @ParameterizedTest
    @EnumSource
    void tellsPeopleByTheNamesOfGeth(Speech speech) throws Exception {
        WhisperProtocol protocol = new WhisperProtocol(speech.dialect, relay.rooms());
        assertEquals(128, protocol.messageCount());
        assertEquals(Capability.parse(speech == Speech.SHH ? "shh/6" : "waku/1"), protocol.capability());
        assertEquals(
                Map.of("version", speech == Speech.SHH ? "6.0" : "1", "maxMessageSize", 1 << 20, "minimumPoW", 0.2),
                protocol.nodeInfo());
        Future<?> run = threads.submit(() -> {
            protocol.run(PEER, pipes.left());
            return null;
        });
        assertEquals(0, remote.read().code());
        assertEquals(Optional.empty(), protocol.peerInfo(PEER.id()));
        remote.write(speech.lightStatus());
        remote.write(1, EnvelopeList.encode(List.of(ONE)));
        relay.received.await(1);
        assertEquals(
                Optional.of(Map.of(
                        "version",
                        speech == Speech.SHH ? 6 : 1,
                        "pow",
                        0.2,
                        "bloom",
                        "0x" + FULL,
                        "light",
                        true,
                        "envelopes",
                        1L)),
                protocol.peerInfo(PEER.id()));
        pipes.close();
        assertInstanceOf(EOFException.class, failure(run));
        assertEquals(Optional.empty(), protocol.peerInfo(PEER.id()));
    }

    @ParameterizedTest
    @EnumSource
    void aFaultOfTheSeatEndsTheSession(Speech speech) throws Exception {
        relay.fault = Optional.of(new IllegalStateException("a bug"));
        remote.write(speech.status());
        assertEquals("a bug", failure(start(speech)).getMessage());
        assertEquals("leave", relay.heard().get(1));
    }

    private void meet(Speech speech) throws Exception {
        remote.write(speech.status());
        start(speech);
        assertEquals(0, remote.read().code());
    }

    private Future<?> start(Speech speech) {
        return start(speech, WakuTerms.NONE);
    }

    private Future<?> start(Speech speech, WakuTerms terms) {
        WhisperSession session = new WhisperSession(speech.dialect, relay.rooms(terms), PEER, pipes.left());
        return threads.submit(() -> {
            session.run();
            return null;
        });
    }

    private void assertSaid(int code, String payload) throws Exception {
        Message message = remote.read();
        assertEquals(code + " " + payload, message.code() + " " + Hex.text(message.payload()));
    }

    private void assertSubprotocolError(Speech speech, Message... messages) throws Exception {
        for (Message message : messages) {
            remote.write(message);
        }
        DisconnectException end = assertInstanceOf(DisconnectException.class, failure(start(speech)));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        assertEquals(List.of(), relay.heard());
    }

    private static Throwable failure(Future<?> end) {
        return assertThrows(ExecutionException.class, () -> end.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }
}
