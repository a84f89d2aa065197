package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.core.MemoryLink.Frame;
import org.jackfield.core.TestNode.World;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the encryption handshake to a peer, or to a reason why not. */
class GreetingTest {

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0", "maxPeers", 2);
    private final TestProtocol eth = new TestProtocol("eth/68", 17);

    GreetingTest() {
        node.install(eth);
        node.install(new TestProtocol("eth/67", 17));
        node.install(new TestProtocol("shh/6", 128));
    }

    @AfterEach
    void endSessions() {
        node.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        world.loop.turn();
    }

    @Test
    void connectsAPeerThatSharesAProtocol() throws Exception {
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/68", "shh/6", "zzz/1");

        Hello ours = Hello.decode(raw.frames.get(0).payload());
        assertEquals(
                List.of("eth/67", "eth/68", "shh/6"),
                ours.capabilities().stream().map(Object::toString).toList());
        assertEquals(Optional.of(node.id), ours.id());
        assertEquals(5, ours.version());
        assertEquals("node 1", ours.clientId());

        Peer peer = node.switchboard.peer(TestNode.id(2)).orElseThrow();
        assertEquals("raw", peer.clientId());
        assertEquals(5, peer.baseVersion());
        assertEquals(List.of(new Capability("eth", 68), new Capability("shh", 6)), peer.shared());
        assertEquals(3, peer.offered().size());
        assertTrue(peer.inbound());
        assertFalse(peer.pinned());
        assertFalse(peer.trusted());
        assertEquals(raw.link().localAddress(), peer.remoteAddress());
        assertEquals(raw.link().localAddress().getPort(), peer.enode().port());
        assertTrue(raw.link().other().isEstablished());
        assertEquals(peer, Await.item(eth.peers));
    }

    @Test
    void takesAHelloThatWasThereBeforeOurs() {
        RawPeer raw = RawPeer.dialGreeting(world, 2, node, "eth/68");

        assertEquals(List.of(BaseMessages.HELLO), raw.codes());
        assertEquals(1, node.peers());
    }

    @Test
    void compressesOnlyWithAPeerOfVersionFive() {
        RawPeer old = RawPeer.dial(world, 2, node).greet(4, "eth/68").send(BaseMessages.PING, BaseMessages.nothing());
        RawPeer current =
                RawPeer.dial(world, 3, node).greet(9, "eth/68").send(BaseMessages.PING, BaseMessages.nothing());

        Frame toOld = last(old);
        Frame toCurrent = last(current);
        assertEquals(BaseMessages.PONG, toOld.code());
        assertFalse(toOld.compressed());
        assertTrue(toCurrent.compressed());
    }

    @Test
    void refusesWhoIsTooManyInsteadOfSayingHello() {
        RawPeer.dial(world, 2, node).greet("eth/68");
        RawPeer.dial(world, 3, node).greet("eth/68");

        RawPeer third = RawPeer.dial(world, 4, node);

        assertEquals(List.of(BaseMessages.DISCONNECT), third.codes());
        assertEquals(Optional.of(DisconnectReason.TOO_MANY_PEERS), third.told());
        assertFalse(last(third).compressed());
        assertTrue(third.ended());
    }

    @Test
    void admitsTrustedPeersBeyondTheLimit() {
        node.switchboard.trust(TestNode.id(4));
        RawPeer.dial(world, 2, node).greet("eth/68");
        RawPeer.dial(world, 3, node).greet("eth/68");
        RawPeer.dial(world, 4, node).greet("eth/68");

        assertEquals(3, node.peers());
        assertTrue(node.switchboard.peer(TestNode.id(4)).orElseThrow().trusted());

        node.switchboard.distrust(TestNode.id(4));
        assertEquals(3, node.peers(), "a connection that stands is kept");
        assertFalse(node.switchboard.peer(TestNode.id(4)).orElseThrow().trusted());
    }

    @Test
    void refusesADuplicateInsteadOfSayingHello() {
        RawPeer.dial(world, 2, node).greet("eth/68");
        RawPeer again = RawPeer.dial(world, 2, node);

        assertEquals(Optional.of(DisconnectReason.ALREADY_CONNECTED), again.told());
        assertEquals(1, again.frames.size());
        assertEquals(1, node.peers());
    }

    @Test
    void refusesItself() {
        RawPeer self = RawPeer.dial(world, 1, node);

        assertEquals(Optional.of(DisconnectReason.SELF), self.told());
        assertEquals(1, self.frames.size());
    }

    @Test
    void checksTheLimitAgainAfterHello() {
        RawPeer slow = RawPeer.dial(world, 2, node);
        RawPeer twin = RawPeer.dial(world, 2, node);
        RawPeer.dial(world, 3, node).greet("eth/68");
        twin.greet("eth/68");

        slow.greet("eth/68");

        assertEquals(Optional.of(DisconnectReason.TOO_MANY_PEERS), slow.told());
        assertTrue(last(slow).compressed(), "after both Hellos everything is");
        assertEquals(2, node.peers());
    }

    @Test
    void checksForDuplicatesAgainAfterHello() {
        RawPeer slow = RawPeer.dial(world, 2, node);
        RawPeer.dial(world, 2, node).greet("eth/68");

        slow.greet("eth/68");

        assertEquals(Optional.of(DisconnectReason.ALREADY_CONNECTED), slow.told());
        assertEquals(1, node.peers());
    }

    @Test
    void refusesAHelloWithoutAValidId() {
        for (NodeId id : new NodeId[] {null, NodeId.of(new byte[64])}) {
            RawPeer raw = RawPeer.dial(world, 2, node);
            raw.send(BaseMessages.HELLO, new Hello(5, "x", List.of(), Optional.ofNullable(id)).encode());
            assertEquals(Optional.of(DisconnectReason.INVALID_IDENTITY), raw.told());
            assertTrue(raw.ended());
        }
    }

    @Test
    void refusesAHelloWithAnotherId() {
        RawPeer raw = RawPeer.dial(world, 2, node);
        raw.send(BaseMessages.HELLO, new Hello(5, "x", List.of(), Optional.of(TestNode.id(9))).encode());

        assertEquals(Optional.of(DisconnectReason.UNEXPECTED_IDENTITY), raw.told());
    }

    @Test
    void refusesAUselessPeer() {
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/66", "les/4");

        assertEquals(Optional.of(DisconnectReason.USELESS_PEER), raw.told());
        assertEquals(0, node.peers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:c0", "10:c0", "00:c0", "00:", "00:f8ff"})
    void closesSilentlyOnAnotherOrUnreadableFirstMessage(String message) {
        RawPeer raw = RawPeer.dial(world, 2, node);
        raw.send(Integer.parseInt(message.substring(0, 2), 16), HexFormat.of().parseHex(message.substring(3)));

        assertEquals(Optional.empty(), raw.told());
        assertTrue(raw.ended());
    }

    @Test
    void closesSilentlyOnAnOversizedHello() {
        String[] many = new String[400];
        for (int i = 0; i < many.length; i++) {
            many[i] = "eth/" + (1000 + i);
        }
        RawPeer raw = RawPeer.dial(world, 2, node).greet(many);

        assertEquals(Optional.empty(), raw.told());
        assertTrue(raw.ended());
    }

    @Test
    void offersNoMoreThanFitsIntoAHello() throws Exception {
        for (int i = 0; i < 300; i++) {
            node.install(new TestProtocol("family/" + (1000 + i), 3));
        }
        node.install(new TestProtocol("zzz/1", 1));
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/68", "zzz/1");

        assertTrue(raw.frames.get(0).payload().length <= BaseMessages.MAX_BYTES);
        assertTrue(Hello.decode(raw.frames.get(0).payload()).capabilities().size() > 100);
        assertEquals(
                List.of(new Capability("eth", 68)),
                node.switchboard.peers().get(0).shared(),
                "what was not offered is not shared");
    }

    @Test
    void waitsFiveSecondsForHello() {
        RawPeer raw = RawPeer.dial(world, 2, node);
        world.advance(Duration.ofMillis(4999));
        assertFalse(raw.ended());
        world.advance(Duration.ofMillis(1));
        assertTrue(raw.ended());
        assertEquals(Optional.empty(), raw.told());
        assertEquals(1.0, failures("network"));
    }

    @Test
    void hearsADisconnectInsteadOfHello() {
        RawPeer.dial(world, 2, node).send(BaseMessages.DISCONNECT, (byte) 4);

        assertEquals(1.0, failures("peer"));
        assertEquals(0, node.peers());
    }

    @Test
    void survivesAnythingAsAFirstMessage() {
        Random random = new Random(5);
        byte[] good = new Hello(5, "x", List.of(new Capability("eth", 68)), Optional.of(TestNode.id(2))).encode();
        for (int i = 0; i < 2000; i++) {
            RawPeer raw = RawPeer.dial(world, 2, node);
            raw.send(random.nextInt(8) == 0 ? random.nextInt(40) : 0, Malformed.spoil(good, random));
            raw.link().close();
            world.loop.turn();
        }
        assertEquals(0, node.peers());
        RawPeer.dial(world, 3, node).greet("eth/68");
        assertEquals(1, node.peers());
    }

    @Test
    void limitsPendingHandshakes() {
        TestNode strict = new TestNode(8, world, "listen", "127.0.0.1:0", "maxPending", 2);
        strict.install(eth);
        RawPeer first = RawPeer.dial(world, 2, strict);
        RawPeer.dial(world, 3, strict);
        assertTrue(RawPeer.dial(world, 4, strict).ended());

        first.greet("eth/68");
        assertFalse(RawPeer.dial(world, 5, strict).ended(), "a connected peer is not pending");
        world.advance(Greeter.HELLO_TIMEOUT);
        assertFalse(RawPeer.dial(world, 6, strict).ended(), "nor is one that failed");
        strict.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        world.loop.turn();
    }

    @Test
    void letsNobodyInFromOutsideOfItsNetworks() throws Exception {
        TestNode strict =
                new TestNode(8, world, "listen", "127.0.0.1:0", "restrict", new String[] {"10.0.0.0/8, fd00::/8"});
        InboundGate gate = new InboundGate(strict.switchboard);

        assertTrue(RawPeer.dial(world, 2, strict).ended());
        assertTrue(gate.admit(new InetSocketAddress(InetAddress.getByName("10.9.8.7"), 1)));
        assertTrue(gate.admit(new InetSocketAddress(InetAddress.getByName("fd00::1"), 1)));
        assertFalse(gate.admit(new InetSocketAddress(InetAddress.getByName("11.0.0.1"), 1)));
    }

    @Test
    void letsAPublicAddressInOnceIn30Seconds() throws Exception {
        InboundGate gate = new InboundGate(node.switchboard);
        InetSocketAddress remote = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 1);

        assertTrue(gate.admit(remote));
        assertFalse(gate.admit(remote));
        world.advance(Duration.ofSeconds(30));
        assertTrue(gate.admit(remote));
    }

    private double failures(String by) {
        return node.meters
                .get("jackfield.handshake.failures")
                .tag("by", by)
                .counter()
                .count();
    }

    private static Frame last(RawPeer raw) {
        List<Frame> sent = raw.link().other().sent;
        return sent.get(sent.size() - 1);
    }
}
