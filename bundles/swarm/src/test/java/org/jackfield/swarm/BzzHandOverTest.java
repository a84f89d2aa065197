package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.testing.HandOverRehearsal;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** bzz alone, and bzz with hive, which waits for it. */
@Timeout(30)
class BzzHandOverTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Enode SELF = Fixtures.enode(1);
    private static final Enode OTHER = Fixtures.enode(2);
    private static final Message DEPTH = new Message(HiveSession.SUB_PEERS, new SubPeersMessage(3).encode());

    /** Outlives the releases. */
    private final Topology topology = OpenTopology.at(Overlay.ofNode(SELF.id()));

    private final PipePair bzzPipes = new PipePair(1);
    private final PipePair hivePipes = new PipePair(2);

    @AfterEach
    void hangUp() {
        bzzPipes.close();
        hivePipes.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePeerIsGreetedOnceWhereverItHappens(boolean inbound) throws Exception {
        HandOverRehearsal rehearsal = new HandOverRehearsal(peer(inbound), List.of(handshake()));
        HandOverRehearsal.Course twin = rehearsal.play(() -> new Node(4, LONG).bzz);
        assertEquals(1, twin.said().size());
        assertEquals(Optional.empty(), twin.infos().get(0));
        assertTrue(twin.infos().get(1).isPresent());
        for (int[] handOvers : new int[][] {{0}, {1}, {0, 1}, {0, 0, 1, 1}}) {
            assertEquals(twin, rehearsal.play(() -> new Node(4, LONG).bzz, handOvers));
        }
    }

    @Test
    void waitsForTheHandshakeOnlyAsLongAsItWasGoingTo() {
        SessionState state = new BzzState(4, true, Duration.ofMillis(1), Optional.empty()).encoded();
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> new Node(4, LONG).bzz.resume(peer(true), bzzPipes.left(), state));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        SessionState hive = new ConversationState.Waiting(Duration.ofMillis(1), List.of()).encoded();
        end = assertThrows(
                DisconnectException.class, () -> new Node(4, LONG).hive.resume(peer(true), hivePipes.left(), hive));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @ParameterizedTest
    @CsvSource({"5, true", "4, false"})
    void aSessionEndsIfThePeerWasToldOtherwise(long networkId, boolean light) {
        SessionState state =
                new BzzState(networkId, light, Duration.ZERO, Optional.of(Fixtures.GOLDEN_ADDRESS)).encoded();
        Node node = new Node(4, LONG);
        Peer peer = peer(true);
        DisconnectException end =
                assertThrows(DisconnectException.class, () -> node.bzz.resume(peer, bzzPipes.left(), state));
        assertEquals(DisconnectReason.REQUESTED, end.reason());
        assertEquals(Optional.empty(), node.bzz.peerInfo(OTHER.id()));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void bothGoOverBeforeTheHandshakeAndResumeInEitherOrder(boolean inbound, boolean hiveFirst) throws Exception {
        Peer peer = peer(inbound);
        States left = leave(new Node(4, LONG), peer, () -> {});
        assertInstanceOf(ConversationState.Waiting.class, ConversationState.decode(left.hive));
        resume(new Node(4, LONG), peer, left, hiveFirst);
        bzzPipes.right().write(handshake());
        assertEquals(Bzz.HANDSHAKE, bzzPipes.right().read().code());
        hivePipes.right().write(DEPTH);
        assertArrayEquals(
                new byte[] {(byte) 0xc1, (byte) 0x80}, hivePipes.right().read().payload());
        assertNothingElseWasSaid();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatThePeerSaysTooEarlyIsDealtWithInTime(boolean hiveFirst) throws Exception {
        Peer peer = peer(true);
        // Whether hive has looked by then or not, its next release has it.
        States left = leave(new Node(4, LONG), peer, () -> hivePipes.right().write(DEPTH));
        Node next = new Node(4, LONG);
        resume(next, peer, left, hiveFirst);
        bzzPipes.right().write(handshake());
        assertEquals(HiveSession.SUB_PEERS, hivePipes.right().read().code());
        assertEquals(3, next.hive.peerInfo(OTHER.id()).orElseThrow().get("depth"));
        assertEquals(Bzz.HANDSHAKE, bzzPipes.right().read().code());
        assertNothingElseWasSaid();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothGoOverAfterTheHandshake(boolean hiveFirst) throws Exception {
        Peer peer = peer(false);
        Node first = new Node(4, LONG);
        States left = leave(first, peer, () -> {
            bzzPipes.right().write(handshake());
            assertEquals(Bzz.HANDSHAKE, bzzPipes.right().read().code());
            assertEquals(HiveSession.SUB_PEERS, hivePipes.right().read().code());
        });
        Node next = new Node(4, LONG);
        resume(next, peer, left, hiveFirst);
        assertInstanceOf(ConversationState.Met.class, ConversationState.decode(left.hive));
        States again = leaveResumed(next);
        assertEquals(left.bzz, again.bzz);
        assertNothingElseWasSaid();
    }

    @Test
    void aRefusedHandshakeEndsHiveOfTheNextReleaseToo() throws Exception {
        Peer peer = peer(true);
        States left = leave(new Node(4, LONG), peer, () -> {});
        Node next = new Node(4, LONG);
        WatchedPipe waiting = new WatchedPipe(hivePipes.left());
        hiveRun = Sessions.start(() -> next.hive.resume(peer, waiting, left.hive));
        bzzRun = Sessions.start(() -> next.bzz.resume(peer, bzzPipes.left(), left.bzz));
        waiting.awaitRead();
        bzzPipes.right().write(Bzz.HANDSHAKE, Fixtures.handshake(14, 5, Services.FULL.encode()));
        Throwable end = Sessions.endOf(bzzRun);
        assertInstanceOf(DisconnectException.class, end);
        assertEquals(end, Sessions.endOf(hiveRun));
    }

    private record States(SessionState bzz, SessionState hive) {}

    private FutureTask<Void> bzzRun;
    private FutureTask<Void> hiveRun;

    /** Runs both until {@code action} is done, then hands both over. */
    private States leave(Node node, Peer peer, Sessions.Action action) throws Exception {
        MessagePipe bzz = bzzPipes.left();
        MessagePipe hive = hivePipes.left();
        bzzRun = Sessions.start(() -> node.bzz.run(peer, bzz));
        hiveRun = Sessions.start(() -> node.hive.run(peer, hive));
        action.run();
        return leaveResumed(node);
    }

    private States leaveResumed(Node node) {
        bzzPipes.handOverLeft(0);
        hivePipes.handOverLeft(0);
        return new States(stateOf(bzzRun), stateOf(hiveRun));
    }

    private void resume(Node node, Peer peer, States states, boolean hiveFirst) {
        MessagePipe bzz = bzzPipes.left();
        MessagePipe hive = hivePipes.left();
        if (hiveFirst) {
            hiveRun = Sessions.start(() -> node.hive.resume(peer, hive, states.hive));
            bzzRun = Sessions.start(() -> node.bzz.resume(peer, bzz, states.bzz));
        } else {
            bzzRun = Sessions.start(() -> node.bzz.resume(peer, bzz, states.bzz));
            hiveRun = Sessions.start(() -> node.hive.resume(peer, hive, states.hive));
        }
    }

    private void assertNothingElseWasSaid() {
        for (PipePair pipes : List.of(bzzPipes, hivePipes)) {
            pipes.close();
            assertThrows(EOFException.class, () -> pipes.right().read());
        }
    }

    private static SessionState stateOf(FutureTask<Void> run) {
        return assertInstanceOf(HandOverException.class, Sessions.endOf(run))
                .state()
                .orElseThrow();
    }

    private static Message handshake() {
        return new Message(Bzz.HANDSHAKE, Fixtures.GOLDEN_HANDSHAKE.clone());
    }

    private static Peer peer(boolean inbound) {
        return Sessions.peer(OTHER.id(), inbound);
    }

    private final class Node {
        final ResumableProtocol bzz;
        final ResumableProtocol hive;

        Node(long networkId, Duration limit) {
            Swarm swarm = new Swarm(networkId, true, topology);
            swarm.directory = (PeerDirectory) Proxy.newProxyInstance(
                    PeerDirectory.class.getClassLoader(),
                    new Class<?>[] {PeerDirectory.class},
                    (proxy, method, arguments) -> SELF);
            bzz = new Bzz(swarm, limit);
            hive = new Hive(swarm, limit, LONG);
        }
    }
}
