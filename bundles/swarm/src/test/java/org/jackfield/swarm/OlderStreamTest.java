package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.PipePair;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenRetrieval;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single chunks over stream/8, with a scripted peer. */
@Timeout(30)
class OlderStreamTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Chunk HERE = chunk(1);
    private static final Chunk THERE = chunk(2);
    private static final OlderStreamMessage SUBSCRIBE =
            new OlderStreamMessage.Subscribe(OlderStreamId.RETRIEVE, Optional.empty(), 3);

    private final Topology topology = OpenTopology.at(Overlay.of(THERE.address().bytes()));
    private final OpenRetrieval room = new OpenRetrieval(topology, List.of(HERE));
    private final OpenSync nothingSynced =
            new OpenSync(Overlay.of(THERE.address().bytes()));
    private final PipePair pipes = new PipePair(OlderStreamCodec.COUNT);
    private final MessagePipe remote = new WrappedPipe(pipes.right());
    private SwarmAddress address = Fixtures.GOLDEN_ADDRESS;

    OlderStreamTest() {
        nothingSynced.storeIsThere(false);
        nothingSynced.pass(Duration.ZERO);
    }

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void offersElevenMessages() {
        OlderStream protocol = release(older(false));
        assertEquals(Capability.parse("stream/8"), protocol.capability());
        assertEquals(11, protocol.messageCount());
    }

    @Test
    void subscribesBeforeItAsks() throws Exception {
        start(older(false));
        assertSaid(SUBSCRIBE);
        CompletableFuture<Chunk> wanted = room.fetcher().fetch(THERE.address());
        assertSaid(new OlderStreamMessage.Request(THERE.address(), true, 1));
        say(delivery(THERE, false));
        assertEquals(THERE, wanted.get(10, TimeUnit.SECONDS));
        assertTrue(room.has(THERE.address()));
    }

    @Test
    void subscribesToNothingOfALightNode() throws Exception {
        address = Fixtures.GOLDEN_ADDRESS.with(Services.LIGHT);
        start(older(false));
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Request(HERE.address(), true, 0));
        assertSaid(delivery(HERE, false));
    }

    @Test
    void saysNothingOfItsOwnAccordBeforeThePeerWhenDialed() throws Exception {
        start(older(true));
        say(SUBSCRIBE);
        assertSaid(SUBSCRIBE);
    }

    @Test
    void offersFirstWhatIsToBeOffered() throws Exception {
        start(older(false));
        assertSaid(SUBSCRIBE);
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Request(HERE.address(), false, 0));
        assertSaid(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, 0, 32, List.of(HERE.address())));
        say(want(0, 33));
        assertSaid(delivery(HERE, true));
        say(new OlderStreamMessage.Request(HERE.address(), false, 0));
        assertSaid(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, 32, 64, List.of(HERE.address())));
        say(new OlderStreamMessage.Want(OlderStreamId.RETRIEVE, new BitSet(), 1, 65, 0));
        say(new OlderStreamMessage.Request(HERE.address(), true, 0));
        assertSaid(delivery(HERE, false));
    }

    @Test
    void answersAnOfferItDidNotAskFor() throws Exception {
        start(older(false));
        assertSaid(SUBSCRIBE);
        say(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, 0, 32, List.of(THERE.address())));
        assertSaid(new OlderStreamMessage.Want(OlderStreamId.RETRIEVE, new BitSet(), 1, 33, 0));
    }

    @Test
    void passesOverAValidChunkThatNobodyAskedFor() throws Exception {
        start(older(false));
        assertSaid(SUBSCRIBE);
        say(delivery(THERE, false));
        say(delivery(THERE, true));
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Request(HERE.address(), true, 0));
        assertSaid(delivery(HERE, false));
        assertEquals(false, room.has(THERE.address()));
    }

    @Test
    void leavesAnInvitationAndARefusalAlone() throws Exception {
        start(older(false));
        assertSaid(SUBSCRIBE);
        say(new OlderStreamMessage.Invitation(OlderStreamId.sync(3, true), Optional.empty(), 2));
        say(new OlderStreamMessage.Refusal("stream SYNC not registered"));
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Unsubscribe(OlderStreamId.RETRIEVE));
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Request(HERE.address(), true, 0));
        assertSaid(delivery(HERE, false));
    }

    @Test
    void leavesWhoBreaksTheRules() throws Exception {
        OlderStreamId unknown = new OlderStreamId("FOO\n", "", true);
        for (OlderStreamMessage said : List.of(
                new OlderStreamMessage.Delivery(THERE.address(), HERE.data(), false),
                new OlderStreamMessage.Delivery(THERE.address(), HERE.data(), true),
                new OlderStreamMessage.Request(HERE.address(), true, 0),
                new OlderStreamMessage.Unsubscribe(OlderStreamId.RETRIEVE),
                new OlderStreamMessage.Subscribe(unknown, Optional.empty(), 3),
                new OlderStreamMessage.Offer(unknown, 0, 32, List.of(HERE.address())),
                want(0, 33))) {
            DisconnectException end = endOf(said);
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason(), said.toString());
            assertEquals(-1, end.getMessage().indexOf('\n'));
        }
    }

    @Test
    void leavesWhoSubscribesTwiceOrChoosesTwice() throws Exception {
        endOf(SUBSCRIBE, SUBSCRIBE);
        endOf(SUBSCRIBE, want(0, 33));
    }

    @Test
    void whatIsUnderWayOutlivesTheRelease() throws Exception {
        FutureTask<Void> run = start(older(false));
        assertSaid(SUBSCRIBE);
        say(SUBSCRIBE);
        say(new OlderStreamMessage.Request(HERE.address(), false, 0));
        assertSaid(new OlderStreamMessage.Offer(OlderStreamId.RETRIEVE, 0, 32, List.of(HERE.address())));
        CompletableFuture<Chunk> wanted = room.fetcher().fetch(THERE.address());
        assertSaid(new OlderStreamMessage.Request(THERE.address(), true, 1));
        for (int swap = 0; swap < 2; swap++) {
            MessagePipe next = pipes.handOverLeft(0);
            run = resume(
                    next,
                    assertInstanceOf(HandOverException.class, Sessions.endOf(run))
                            .state()
                            .orElseThrow());
        }
        say(delivery(THERE, false));
        assertEquals(THERE, wanted.get(10, TimeUnit.SECONDS));
        say(want(0, 33));
        assertSaid(delivery(HERE, true));
        say(new OlderStreamMessage.Request(HERE.address(), true, 0));
        assertSaid(delivery(HERE, false));
    }

    @Test
    void endsALinkWhoseStateItDoesNotRead() {
        for (String left : List.of("", "c0", "c101", "c202c0")) {
            SessionState state = new ConversationState.Met(address, Fixtures.bytes(left)).encoded();
            Peer peer = older(false);
            DisconnectException end =
                    assertThrows(DisconnectException.class, () -> release(peer).resume(peer, pipes.left(), state));
            assertEquals(DisconnectReason.REQUESTED, end.reason());
        }
    }

    @Test
    void saysNothingOnALinkOfTheLaterReleaseAndStaysThere() throws Exception {
        Peer peer = peer(false, "bzz/14");
        FutureTask<Void> run = start(peer);
        MessagePipe next = pipes.handOverLeft(0);
        SessionState left = assertInstanceOf(HandOverException.class, Sessions.endOf(run))
                .state()
                .orElseThrow();
        OlderStream protocol = release(peer);
        assertTrue(protocol.reads(left.version()));
        FutureTask<Void> resumed = Sessions.start(() -> protocol.resume(peer, next, left));
        say(SUBSCRIBE);
        assertInstanceOf(DisconnectException.class, Sessions.endOf(resumed));
    }

    private DisconnectException endOf(OlderStreamMessage... said) throws Exception {
        try (PipePair own = new PipePair(OlderStreamCodec.COUNT)) {
            Peer peer = older(false);
            FutureTask<Void> run = Sessions.start(() -> release(peer).run(peer, own.left()));
            for (OlderStreamMessage message : said) {
                new WrappedPipe(own.right()).write(OlderStreamCodec.encode(message));
            }
            return assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
        }
    }

    /** Releases come and go; what outlives them is the room. */
    private OlderStream release(Peer peer) {
        Swarm swarm = new Swarm(4, false, topology);
        swarm.handshakes.with(peer).complete(address);
        return new OlderStream(
                new AfterHandshake(OlderStream.NAME, swarm, LONG, Duration.ofMillis(1)),
                room.retrieval(),
                nothingSynced.sync());
    }

    private FutureTask<Void> start(Peer peer) {
        OlderStream release = release(peer);
        MessagePipe pipe = pipes.left();
        return Sessions.start(() -> release.run(peer, pipe));
    }

    private FutureTask<Void> resume(MessagePipe pipe, SessionState left) {
        Peer peer = older(false);
        OlderStream release = release(peer);
        assertTrue(release.reads(left.version()));
        return Sessions.start(() -> release.resume(peer, pipe, left));
    }

    private void say(OlderStreamMessage message) throws Exception {
        remote.write(OlderStreamCodec.encode(message));
    }

    private void assertSaid(OlderStreamMessage expected) throws Exception {
        Message said = remote.read();
        Message wanted = OlderStreamCodec.encode(expected);
        assertEquals(wanted.code(), said.code());
        assertArrayEquals(wanted.payload(), said.payload());
    }

    private static OlderStreamMessage want(int bit, long next) {
        BitSet bits = new BitSet();
        bits.set(bit);
        return new OlderStreamMessage.Want(OlderStreamId.RETRIEVE, bits, 1, next, 0);
    }

    private static OlderStreamMessage delivery(Chunk chunk, boolean syncing) {
        return new OlderStreamMessage.Delivery(chunk.address(), chunk.data(), syncing);
    }

    private static Chunk chunk(int content) {
        return Chunk.ofContent(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) content});
    }

    private static Peer older(boolean inbound) {
        return peer(inbound, "bzz/8");
    }

    private static Peer peer(boolean inbound, String bzz) {
        return Sessions.peer(Fixtures.enode(1).id(), inbound, Capability.parse(bzz), Capability.parse("stream/8"));
    }
}
