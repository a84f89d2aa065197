package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.Protocol;
import org.jackfield.api.testing.PipePair;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** bzz and hive together, node against node and against a scripted peer. */
@Timeout(30)
class SwarmTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final AtomicLong LINKS = new AtomicLong();
    private static final Enode DIALER = Fixtures.enode(1);
    private static final Enode LISTENER = Fixtures.enode(2);

    private final PipePair bzzPipes = new PipePair(1);
    private final PipePair hivePipes = new PipePair(2);

    @AfterEach
    void hangUp() {
        bzzPipes.close();
        hivePipes.close();
    }

    @Test
    void offersBzzAndHive() {
        Node node = new Node(DIALER, 4, LONG);
        assertEquals(Capability.parse("bzz/14"), node.bzz.capability());
        assertEquals(1, node.bzz.messageCount());
        assertEquals(Capability.parse("hive/11"), node.hive.capability());
        assertEquals(2, node.hive.messageCount());
    }

    @Test
    void twoNodesShakeHandsAndFindEachOtherInTheirTables() throws Exception {
        Node dialer = new Node(DIALER, 4, LONG, false);
        Node listener = new Node(LISTENER, 4, LONG, false);
        Peer toListener = peer(LISTENER, false);
        Peer toDialer = peer(DIALER, true);
        WatchedPipe dialerHive = new WatchedPipe(hivePipes.left());
        WatchedPipe listenerHive = new WatchedPipe(hivePipes.right());
        List<FutureTask<Void>> runs = List.of(
                start(dialer.hive, toListener, dialerHive),
                start(listener.hive, toDialer, listenerHive),
                start(dialer.bzz, toListener, bzzPipes.left()),
                start(listener.bzz, toDialer, bzzPipes.right()));
        dialerHive.awaitWrite();
        listenerHive.awaitWrite();
        assertInfo(LISTENER, dialer);
        assertInfo(DIALER, listener);
        bzzPipes.close();
        hivePipes.close();
        for (FutureTask<Void> run : runs) {
            assertInstanceOf(EOFException.class, Sessions.endOf(run));
        }
        assertEquals(Optional.empty(), dialer.bzz.peerInfo(LISTENER.id()));
        assertEquals(Optional.empty(), dialer.hive.peerInfo(LISTENER.id()));
        assertEquals(0, dialer.hive.nodeInfo().get("peers"));
    }

    @Test
    void theDialerSpeaksFirst() throws Exception {
        Node node = new Node(DIALER, 4, LONG);
        start(node.bzz, peer(LISTENER, false), bzzPipes.left());
        BzzHandshake greeting = BzzHandshake.decode(bzzPipes.right().read().payload(), 4);
        assertEquals(Overlay.ofNode(DIALER.id()), greeting.address().overlay());
        assertEquals(DIALER.toString(), greeting.address().underlay());
        assertEquals(Services.LIGHT, greeting.address().services());
    }

    @Test
    void theListenerAnswersOnlyAHandshakeItAccepts() throws Exception {
        Node node = new Node(LISTENER, 4, LONG);
        Peer peer = peer(DIALER, true);
        FutureTask<Void> bzz = start(node.bzz, peer, bzzPipes.left());
        WatchedPipe waiting = new WatchedPipe(hivePipes.left());
        FutureTask<Void> hive = start(node.hive, peer, waiting);
        waiting.awaitRead();
        bzzPipes.right().write(Bzz.HANDSHAKE, Fixtures.handshake(14, 5, Services.FULL.encode()));
        DisconnectException end = assertInstanceOf(DisconnectException.class, Sessions.endOf(bzz));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        assertSame(end, Sessions.endOf(hive));
        assertSaidNothing(bzzPipes);
        assertSaidNothing(hivePipes);
    }

    @Test
    void endsTheLinkOverASecondHandshake() throws Exception {
        Node node = new Node(LISTENER, 4, LONG);
        FutureTask<Void> bzz = start(node.bzz, peer(DIALER, true), bzzPipes.left());
        bzzPipes.right().write(Bzz.HANDSHAKE, Fixtures.GOLDEN_HANDSHAKE.clone());
        bzzPipes.right().write(Bzz.HANDSHAKE, Fixtures.GOLDEN_HANDSHAKE.clone());
        DisconnectException end = assertInstanceOf(DisconnectException.class, Sessions.endOf(bzz));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    @Test
    void doesNotWaitLongerThanTheLimit() throws Exception {
        Node node = new Node(LISTENER, 4, Duration.ofMillis(1));
        for (Protocol protocol : List.of(node.bzz, node.hive)) {
            FutureTask<Void> run = start(protocol, peer(DIALER, true), bzzPipes.left());
            DisconnectException end = assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
        }
        assertSaidNothing(bzzPipes);
    }

    @Test
    void hiveDoesNotTakeTheHandshakeOfAnEarlierLink() throws Exception {
        Node node = new Node(LISTENER, 4, Duration.ofMillis(1));
        Peer earlier = peer(DIALER, true);
        node.swarm.handshakes.with(earlier).complete(Fixtures.GOLDEN_ADDRESS);
        FutureTask<Void> hive = start(node.hive, peer(DIALER, true), hivePipes.left());
        assertInstanceOf(DisconnectException.class, Sessions.endOf(hive));
    }

    @Test
    void endsSessionsThatComeWhenTheCoreIsGone() throws Exception {
        Node node = new Node(LISTENER, 4, LONG);
        node.swarm.directory = null;
        FutureTask<Void> run = start(node.bzz, peer(DIALER, true), bzzPipes.left());
        DisconnectException end = assertInstanceOf(DisconnectException.class, Sessions.endOf(run));
        assertEquals(DisconnectReason.QUITTING, end.reason());
        assertEquals(Map.of("network", 4L, "light", true), node.bzz.nodeInfo());
        assertEquals(0, node.hive.nodeInfo().get("known"));
    }

    @Test
    void takesThePublicNetworkForAnInvalidOne() {
        assertEquals(Swarm.DEFAULT_NETWORK_ID, new Swarm(-1, true, OpenTopology.unopened()).networkId);
    }

    private static void assertInfo(Enode expected, Node asked) {
        Map<String, Object> bzz = asked.bzz.peerInfo(expected.id()).orElseThrow();
        assertEquals(Overlay.ofNode(expected.id()).toString(), bzz.get("overlay"));
        assertEquals(expected.toString(), bzz.get("underlay"));
        assertEquals(false, bzz.get("light"));
        Map<String, Object> hive = asked.hive.peerInfo(expected.id()).orElseThrow();
        assertEquals(bzz.get("overlay"), hive.get("overlay"));
        assertEquals(1, asked.hive.nodeInfo().get("peers"));
        assertEquals(0, asked.hive.nodeInfo().get("depth"));
    }

    private static void assertSaidNothing(PipePair pipes) {
        pipes.close();
        assertThrows(EOFException.class, () -> pipes.right().read());
    }

    private static FutureTask<Void> start(Protocol protocol, Peer peer, MessagePipe pipe) {
        return Sessions.start(() -> protocol.run(peer, pipe));
    }

    /** A peer on a link of its own: no two are connected since the same time. */
    private static Peer peer(Enode enode, boolean inbound) {
        return Sessions.peer(enode.id(), inbound, Instant.ofEpochSecond(LINKS.incrementAndGet()));
    }

    private static final class Node {
        final Swarm swarm;
        final Bzz bzz;
        final Hive hive;

        Node(Enode self, long networkId, Duration limit) {
            this(self, networkId, limit, true);
        }

        Node(Enode self, long networkId, Duration limit, boolean light) {
            swarm = new Swarm(networkId, light, OpenTopology.at(Overlay.ofNode(self.id())));
            swarm.directory = (PeerDirectory) Proxy.newProxyInstance(
                    PeerDirectory.class.getClassLoader(),
                    new Class<?>[] {PeerDirectory.class},
                    (proxy, method, arguments) -> self);
            bzz = new Bzz(swarm, limit);
            hive = new Hive(swarm, limit, LONG);
        }
    }
}
