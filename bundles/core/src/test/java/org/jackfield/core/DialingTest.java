package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes and more of our own, dialing each other. */
class DialingTest {

    private final World world = new World();
    private final List<TestNode> nodes = new ArrayList<>();
    private final TestNode one = node(1);
    private final TestNode two = node(2);

    @AfterEach
    void endSessions() {
        for (TestNode node : nodes) {
            node.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        }
        world.loop.turn();
    }

    @Test
    void connectsAndSpeaks() throws Exception {
        TestProtocol left = new TestProtocol("talk/1", 200);
        TestProtocol right = new TestProtocol("talk/1", 200);
        one.install(left);
        two.install(right);

        Peer peer = done(one.connect(two));

        assertEquals(two.id, peer.id());
        assertFalse(peer.inbound());
        assertTrue(peer.pinned());
        assertEquals(two.switchboard.self(), peer.enode());
        Await.item(left.pipes).write(150, new byte[] {42});
        world.loop.until("it arrives", () -> !right.read.isEmpty());
        assertEquals(150, right.read.remove().code());
        assertEquals(1.0, one.meters.get("jackfield.dials").counter().count());
        assertEquals(1.0, one.meters.get("jackfield.peers").gauge().value());
    }

    @Test
    void failsWithTheFirstErrorAndGoesOnTrying() throws Exception {
        Enode nobody = new Enode(TestNode.id(9), "127.0.0.1", 9, 0);
        CompletableFuture<Peer> failed = one.switchboard.connect(nobody).toCompletableFuture();
        world.loop.turn();

        Throwable cause = assertThrows(CompletionException.class, failed::join).getCause();
        assertEquals("connection refused", cause.getMessage());
        assertEquals(1, world.network.dials);
        for (int dials : new int[] {2, 3, 4, 5, 6, 7}) {
            world.advance(Duration.ofSeconds(1L << (dials - 2)));
            assertEquals(dials, world.network.dials);
        }
        world.advance(Duration.ofSeconds(60 + 60));
        assertEquals(9, world.network.dials, "every 60 s in the end");

        assertTrue(one.switchboard.disconnect(TestNode.id(9)));
        assertFalse(one.switchboard.disconnect(TestNode.id(9)));
        world.advance(Duration.ofMinutes(10));
        assertEquals(9, world.network.dials);
    }

    @Test
    void failsWithTheReasonThatTheOtherSideGave() {
        TestNode full = node(3, "maxPeers", 0);
        CompletableFuture<Peer> refused = one.connect(full).toCompletableFuture();
        world.loop.turn();

        DisconnectException reason = assertInstanceOf(
                DisconnectException.class,
                assertThrows(CompletionException.class, refused::join).getCause());
        assertEquals(DisconnectReason.TOO_MANY_PEERS, reason.reason());
    }

    @Test
    void failsForAnotherIdentityAndForItself() {
        Enode wrong =
                new Enode(TestNode.id(9), "127.0.0.1", two.switchboard.self().port(), 0);
        CompletableFuture<Peer> other = one.switchboard.connect(wrong).toCompletableFuture();
        CompletableFuture<Peer> self = one.connect(one).toCompletableFuture();
        world.loop.turn();

        assertInstanceOf(
                IOException.class,
                assertThrows(CompletionException.class, other::join).getCause());
        DisconnectException reason = assertInstanceOf(
                DisconnectException.class,
                assertThrows(CompletionException.class, self::join).getCause());
        assertEquals(DisconnectReason.SELF, reason.reason());
        assertFalse(one.switchboard.disconnect(one.id));
    }

    @Test
    void dialsNobodyOutsideOfItsNetworks() {
        TestNode strict = node(3, "restrict", new String[] {"10.0.0.0/8"});
        CompletableFuture<Peer> failed = strict.connect(two).toCompletableFuture();
        world.loop.turn();

        String message =
                assertThrows(CompletionException.class, failed::join).getCause().getMessage();
        assertEquals("127.0.0.1 is outside of the permitted networks", message);
        assertEquals(0, world.network.dials);
    }

    @Test
    void redialsSoonWhenAStableLinkIsLost() throws Exception {
        done(one.connect(two));
        world.advance(Duration.ofSeconds(31));
        world.network.links.get(0).breakDown();
        world.loop.turn();
        assertEquals(0, one.peers());

        world.advance(Duration.ofSeconds(1));
        world.loop.until("connected again", () -> one.peers() == 1);
        assertEquals(2, world.network.dials);
    }

    @Test
    void redialsEverMoreSlowlyAPeerThatLeavesAtOnce() throws Exception {
        done(one.connect(two));
        int[] pauses = {1, 2, 4, 8};
        for (int i = 0; i < pauses.length; i++) {
            two.switchboard.peers().get(0).disconnect(DisconnectReason.USELESS_PEER);
            world.loop.turn();
            world.advance(Duration.ofSeconds(pauses[i]).minusNanos(1));
            assertEquals(i + 1, world.network.dials);
            world.advance(Duration.ofNanos(1));
            world.loop.until("connected again", () -> one.peers() == 1 && two.peers() == 1);
        }
    }

    @Test
    void disconnectsForGood() throws Exception {
        done(one.connect(two));
        assertTrue(one.switchboard.disconnect(two.id));
        world.loop.turn();
        world.advance(Duration.ofMinutes(5));

        assertEquals(0, one.peers());
        assertEquals(0, two.peers());
        assertEquals(1, world.network.dials);
        assertFalse(one.switchboard.disconnect(two.id));
    }

    @Test
    void dropsANodeWhileItIsBeingDialed() {
        world.network.holding = true;
        CompletableFuture<Peer> future = one.connect(two).toCompletableFuture();
        world.loop.turn();
        assertTrue(one.switchboard.disconnect(two.id));
        world.network.letGo();
        world.loop.turn();

        assertThrows(CompletionException.class, future::join);
        assertEquals(0, one.peers());
        assertEquals(0, two.peers());
    }

    @Test
    void takesANodeThatComesByItselfForConnected() throws Exception {
        world.network.holding = true;
        CompletionStage<Peer> waiting = one.connect(two);
        world.loop.turn();
        world.network.holding = false;
        Peer mine = done(two.connect(one));
        assertEquals(one.id, mine.id());

        Peer peer = done(waiting);
        assertTrue(peer.inbound());
        assertTrue(peer.pinned());
        assertEquals(peer, done(one.connect(two)), "at once, as it is connected");
    }

    @Test
    void settlesSimultaneousDialsOnOneLink() throws Exception {
        for (int order = 0; order < 2; order++) {
            TestNode low = node(10 + 2 * order);
            TestNode high = node(11 + 2 * order);
            world.network.holding = true;
            CompletionStage<Peer> up = (order == 0 ? low : high).connect(order == 0 ? high : low);
            CompletionStage<Peer> down = (order == 0 ? high : low).connect(order == 0 ? low : high);
            world.loop.turn();
            world.network.letGo();
            done(up);
            done(down);
            world.loop.until("settled", () -> low.peers() == 1 && high.peers() == 1);
            world.advance(Duration.ofSeconds(10));

            assertEquals(1, low.peers());
            assertTrue(low.switchboard.peers().get(0).inbound(), "the greater id dialed, order " + order);
            assertFalse(high.switchboard.peers().get(0).inbound());
        }
    }

    @Test
    void settlesWhenTheLesserLinkWasFirst() throws Exception {
        List<PeerEvent> heard = new CopyOnWriteArrayList<>();
        one.events.add(heard::add);
        two.events.add(heard::add);
        world.network.holding = true;
        CompletionStage<Peer> fromHigh = two.connect(one);
        world.loop.turn();
        world.network.holding = false;
        done(one.connect(two));
        assertTrue(two.switchboard.peers().get(0).inbound());

        world.network.letGo();
        done(fromHigh);
        world.loop.until(
                "settled",
                () -> one.peers() == 1
                        && two.peers() == 1
                        && one.switchboard.peers().get(0).inbound());
        world.advance(Duration.ofMinutes(2));
        assertEquals(1, one.peers());
        assertEquals(1, two.peers());
        assertFalse(two.switchboard.peers().get(0).inbound());
        assertEquals(2, world.network.links.size(), "and nobody dials again");
        assertEquals(4, heard.size(), "each has two links with the other one");
        assertTrue(
                heard.stream().allMatch(PeerEvent.Connected.class::isInstance), "who is there is not gone: " + heard);
    }

    @Test
    void keepsALinkThatHasStoodForLong() throws Exception {
        done(one.connect(two));
        world.advance(PeerTable.SIMULTANEOUS);
        RawPeer again = RawPeer.dial(world, 2, one);

        assertEquals(DisconnectReason.ALREADY_CONNECTED, again.told().orElseThrow());
        assertEquals(1, one.peers());
    }

    @Test
    void dialsSoManyAtATime() {
        TestNode careful = node(3, "maxDials", 2);
        world.network.holding = true;
        for (int i = 20; i < 25; i++) {
            careful.switchboard.connect(new Enode(TestNode.id(i), "127.0.0.1", i, 0));
        }
        world.loop.turn();
        assertEquals(2, world.network.dials);
        careful.switchboard.disconnect(TestNode.id(24));
        world.network.letGo();
        world.loop.turn();
        assertEquals(4, world.network.dials, "all that are still wanted");
    }

    @Test
    void pinsTheNodesOfItsConfiguration() {
        TestNode eager = node(3, "pinned", new String[] {two.switchboard.self().toString()});
        eager.switchboard.dialPinned();
        world.loop.until("connected", () -> eager.peers() == 1);

        assertTrue(eager.switchboard.peers().get(0).pinned());
    }

    @Test
    void pinsBeyondThePeerLimit() throws Exception {
        TestNode small = node(3, "maxPeers", 1);
        done(one.connect(small));
        assertEquals(two.id, done(small.connect(two)).id());
        assertEquals(2, small.peers());
        assertEquals(
                List.of(one.id, two.id),
                small.switchboard.peers().stream().map(Peer::id).toList());
    }

    @Test
    void redialsAPeerAfterAProtocolWasReplaced() throws Exception {
        TestProtocol next = new TestProtocol("zzz/1", 5);
        long old = one.install(new TestProtocol("zzz/1", 5));
        two.install(new TestProtocol("zzz/1", 5));
        done(one.connect(two));
        one.registry.remove(old);
        one.install(next);
        world.loop.until("ended", () -> one.peers() == 0);
        world.advance(Duration.ofSeconds(1));
        world.loop.until("back", () -> !next.peers.isEmpty());

        assertEquals(two.id, Await.item(next.peers).id());
    }

    @Test
    void saysGoodbyeToEverybodyWhenItCloses() throws Exception {
        TestProtocol talk = new TestProtocol("talk/1", 1);
        one.install(talk);
        two.install(new TestProtocol("talk/1", 1));
        done(one.connect(two));
        RawPeer greeting = RawPeer.dial(world, 7, one);
        CountDownLatch closed = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            one.switchboard.close();
            closed.countDown();
        });
        closer.start();
        world.loop.until("closed", () -> closed.getCount() == 0);

        assertEquals(DisconnectReason.QUITTING, greeting.told().orElseThrow());
        List<MemoryLink.Frame> sent = world.network.links.get(0).sent;
        MemoryLink.Frame last = sent.get(sent.size() - 1);
        assertEquals(BaseMessages.DISCONNECT, last.code());
        assertEquals(DisconnectReason.QUITTING, DisconnectMessage.decode(last.payload()));
        assertEquals(0, one.peers());
        assertEquals(0, two.peers());
        for (Thread thread : talk.threads) {
            Await.end(thread);
        }
        world.advance(Duration.ofMinutes(5));
        assertEquals(2, world.network.dials, "nobody is dialed any more");
        assertThrows(
                CompletionException.class,
                () -> one.connect(two).toCompletableFuture().join());
        Await.end(closer);
    }

    private TestNode node(int number, Object... changes) {
        List<Object> configuration = new ArrayList<>(List.of("listen", "127.0.0.1:0"));
        configuration.addAll(List.of(changes));
        TestNode node = new TestNode(number, world, configuration.toArray());
        node.install(new TestProtocol("base/1", 3));
        nodes.add(node);
        return node;
    }

    private Peer done(CompletionStage<Peer> stage) {
        CompletableFuture<Peer> future = stage.toCompletableFuture();
        world.loop.until("connected", future::isDone);
        return future.join();
    }
}
