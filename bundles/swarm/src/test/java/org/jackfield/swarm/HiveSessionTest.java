package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session against a scripted peer, whose address begins with 1000 where ours begins with 0000. */
@Timeout(30)
class HiveSessionTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private static final Overlay SELF = Fixtures.overlay("0000", 0);
    private static final SwarmAddress REMOTE = node("1000", 1);
    private static final SwarmAddress FAR = node("0111", 2);
    private static final SwarmAddress NEAR = node("1011", 3);
    private static final SwarmAddress NEAREST = node("1001", 4);

    private final Topology topology = OpenTopology.at(SELF);
    private int connected;
    private final PipePair pipes = new PipePair(2);
    private final MessagePipe remote = pipes.right();

    @AfterEach
    void hangUp() {
        pipes.close();
    }

    @Test
    void tellsItsDepthAtOnceWhenItSpeaksFirst() throws Exception {
        start(true, NEVER);
        assertDepth(0, remote.read());
    }

    @Test
    void saysNothingOfItsOwnAccordBeforeThePeerWhenDialed() throws Exception {
        connect(NEAR);
        start(false, NEVER);
        subscribe(0);
        assertDepth(0, remote.read());
        assertPeers(List.of(NEAR), remote.read());
    }

    @Test
    void breaksTheSilenceAfterATick() throws Exception {
        start(false, Duration.ofMillis(1));
        assertDepth(0, remote.read());
    }

    @Test
    void tellsAPeerOfThoseWithinItsDepthAndOnlyOnce() throws Exception {
        List.of(FAR, NEAR, NEAREST).forEach(this::connect);
        start(true, NEVER);
        assertDepth(0, remote.read());
        subscribe(2);
        assertPeers(List.of(NEAR, NEAREST), remote.read());
        subscribe(0);
        subscribe(0);
        SwarmAddress newcomer = node("1010", 5);
        connect(newcomer);
        subscribe(1);
        assertPeers(List.of(newcomer), remote.read());
    }

    @Test
    void tellsOfANewcomerInRangeOrNearerToUsThanThePeer() throws Exception {
        connect(NEAREST);
        start(true, NEVER);
        assertDepth(0, remote.read());
        subscribe(3);
        assertPeers(List.of(NEAREST), remote.read());
        connect(NEAR);
        connect(FAR);
        subscribe(3);
        assertPeers(List.of(FAR), remote.read());
        SwarmAddress inRange = node("1001", 5);
        connect(inRange);
        subscribe(3);
        assertPeers(List.of(inRange), remote.read());
    }

    @Test
    void tellsNobodyOfHimselfOfUsOrOfWhomHeTold() throws Exception {
        List.of(REMOTE, Fixtures.node(SELF), NEAR, NEAREST).forEach(this::connect);
        start(true, NEVER);
        assertDepth(0, remote.read());
        remote.write(HiveSession.PEERS, PeersMessage.encode(List.of(NEAR)));
        subscribe(0);
        assertPeers(List.of(NEAREST), remote.read());
    }

    @Test
    void tellsItsDepthAgainWhenItHasChanged() throws Exception {
        start(true, NEVER);
        assertDepth(0, remote.read());
        // With the peer itself: two in bin 0, none in bin 1, two beyond.
        List.of(node("1100", 6), node("0010", 7), node("0001", 8)).forEach(this::connect);
        remote.write(HiveSession.PEERS, PeersMessage.encode(List.of()));
        assertDepth(1, remote.read());
    }

    @Test
    void remembersWhomItIsToldOf() throws Exception {
        FutureTask<Void> run = start(true, NEVER);
        remote.read();
        remote.write(HiveSession.PEERS, PeersMessage.encode(List.of(Fixtures.node(SELF))));
        remote.write(HiveSession.PEERS, PeersMessage.encode(List.of(FAR, FAR)));
        remote.write(HiveSession.PEERS, PeersMessage.encode(List.of(NEAR, NEAREST)));
        pipes.close();
        assertInstanceOf(EOFException.class, Sessions.endOf(run));
        assertEquals(4, topology.table().orElseThrow().known());
    }

    @Test
    void leavesTheTableWithTheLink() throws Exception {
        FutureTask<Void> run = start(true, NEVER);
        remote.read();
        assertEquals(1, topology.table().orElseThrow().connected());
        pipes.close();
        assertInstanceOf(EOFException.class, Sessions.endOf(run));
        assertEquals(0, topology.table().orElseThrow().connected());
    }

    @Test
    void endsTheLinkOverAMessageThatIsTooLong() throws Exception {
        FutureTask<Void> run = start(true, NEVER);
        remote.write(HiveSession.PEERS, new byte[HiveSession.MAX_MESSAGE_BYTES + 1]);
        assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
    }

    @Test
    void endsTheLinkOverAMalformedMessage() throws Exception {
        FutureTask<Void> run = start(true, NEVER);
        remote.write(HiveSession.SUB_PEERS, Fixtures.bytes("80"));
        assertInstanceOf(RlpException.class, Sessions.endOf(run));
    }

    @Test
    void survivesMalformedMessages() {
        List<byte[]> wellFormed = List.of(PeersMessage.encode(List.of(NEAR, FAR)), Fixtures.bytes("c107"));
        for (int code : new int[] {HiveSession.PEERS, HiveSession.SUB_PEERS}) {
            Malformed.feed(input -> converse(new Message(code, input)), wellFormed, DisconnectException.class);
        }
    }

    /** What the session writes is dropped. */
    private static void converse(Message message) throws IOException {
        MessagePipe pipe = new MessagePipe() {
            @Override
            public Message read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Message> read(Duration timeout) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(Message written) {}
        };
        try {
            new HiveSession(
                            REMOTE,
                            OpenTopology.at(SELF).join(Fixtures.enode(1).id(), REMOTE),
                            HiveForm.FLAT,
                            pipe,
                            NEVER,
                            over -> {})
                    .take(message);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private FutureTask<Void> start(boolean speaksFirst, Duration tick) {
        Swarm swarm = new Swarm(4, false, topology);
        Peer peer = peer(!speaksFirst);
        swarm.handshakes.with(peer).complete(REMOTE);
        Hive hive = new Hive(swarm, NEVER, tick);
        return Sessions.start(() -> hive.run(peer, pipes.left()));
    }

    private static Peer peer(boolean inbound) {
        return Sessions.peer(Fixtures.enode(100).id(), inbound);
    }

    private void connect(SwarmAddress address) {
        seat(address);
    }

    private HiveSeat seat(SwarmAddress address) {
        try {
            return topology.join(Fixtures.enode(++connected).id(), address);
        } catch (DisconnectException e) {
            throw new AssertionError(e);
        }
    }

    private void subscribe(int depth) throws Exception {
        remote.write(HiveSession.SUB_PEERS, new SubPeersMessage(depth).encode());
    }

    private static void assertDepth(int depth, Message message) {
        assertEquals(HiveSession.SUB_PEERS, message.code());
        assertArrayEquals(new SubPeersMessage(depth).encode(), message.payload());
    }

    private static void assertPeers(List<SwarmAddress> expected, Message message) throws Exception {
        assertEquals(HiveSession.PEERS, message.code());
        List<SwarmAddress> told = new ArrayList<>();
        PeersMessage.decode(message.payload(), told::add);
        assertEquals(expected, told);
    }

    private static SwarmAddress node(String bits, int last) {
        return Fixtures.node(Fixtures.overlay(bits, last));
    }
}
