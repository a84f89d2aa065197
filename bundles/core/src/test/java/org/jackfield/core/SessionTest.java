package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.core.TestNode.World;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What protocols see of a link, and what a link does with protocols. */
class SessionTest {

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0");

    @Test
    void sortsMessagesToTheProtocolsByCode() throws Exception {
        TestProtocol bzz = new TestProtocol("bzz/8", 1);
        TestProtocol eth = new TestProtocol("eth/63", 17);
        TestProtocol shh = new TestProtocol("shh/6", 128);
        RawPeer raw = connect(bzz, eth, shh);

        raw.send(16, (byte) 1)
                .send(17, (byte) 2)
                .send(33, (byte) 3)
                .send(34, (byte) 4)
                .send(161, (byte) 5);

        assertMessage(0, 1, Await.item(bzz.read));
        assertMessage(0, 2, Await.item(eth.read));
        assertMessage(16, 3, Await.item(eth.read));
        assertMessage(0, 4, Await.item(shh.read));
        assertMessage(127, 5, Await.item(shh.read));
        end(raw);
    }

    @Test
    void writesWithTheCodesOfTheLink() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17);
        TestProtocol shh = new TestProtocol("shh/6", 128);
        RawPeer raw = connect(eth, shh);

        Await.item(shh.pipes).write(127, new byte[] {7});
        world.loop.until("sent", () -> raw.codes().contains(160));
        end(raw);
    }

    @Test
    void namesTheThreadsOfSessions() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17);
        RawPeer raw = connect(eth);
        Thread thread = Await.item(eth.threads);

        assertEquals("jackfield-eth/63-02020202", thread.getName());
        assertTrue(thread.isDaemon());
        end(raw);
        Await.end(thread);
    }

    @Test
    void refusesACodeOfNobody() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        raw.send(33, (byte) 0);

        assertEquals(Optional.of(DisconnectReason.PROTOCOL_ERROR), raw.told());
        assertTrue(raw.ended());
        assertEquals(0, node.peers());
    }

    @Test
    void answersPingsAndIgnoresOtherBaseMessages() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        raw.send(BaseMessages.PING, (byte) 0xc0)
                .send(0)
                .send(4, (byte) 1)
                .send(15)
                .send(BaseMessages.PONG);
        raw.send(BaseMessages.PING);

        assertEquals(List.of(BaseMessages.HELLO, BaseMessages.PONG, BaseMessages.PONG), raw.codes());
        assertEquals(1, raw.frames.get(1).payload().length);
        assertEquals((byte) 0xc0, raw.frames.get(1).payload()[0]);
        end(raw);
    }

    static Stream<Arguments> waysOut() {
        return Stream.of(
                way(DisconnectReason.QUITTING, (peer, pipe) -> pipe.read()),
                way(DisconnectReason.USELESS_PEER, (peer, pipe) -> {
                    throw new DisconnectException(DisconnectReason.USELESS_PEER, "another chain");
                }),
                way(
                        DisconnectReason.PROTOCOL_ERROR,
                        (peer, pipe) -> RlpReader.of(pipe.read().payload()).readList()),
                way(DisconnectReason.PROTOCOL_ERROR, (peer, pipe) -> pipe.write(17, new byte[0])),
                way(DisconnectReason.SUBPROTOCOL_ERROR, (peer, pipe) -> {
                    throw new IllegalStateException("broken");
                }),
                way(DisconnectReason.SUBPROTOCOL_ERROR, (peer, pipe) -> {
                    throw new EOFException("a file of its own");
                }));
    }

    private static Arguments way(DisconnectReason reason, TestProtocol.Body body) {
        return Arguments.of(reason, body);
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void tellsThePeerHowRunEnded(DisconnectReason reason, TestProtocol.Body body) throws Exception {
        TestProtocol other = new TestProtocol("aaa/1", 1);
        RawPeer raw = connect(other, new TestProtocol("eth/63", 17, body));
        raw.link().write(16, new byte[] {5});
        raw.link().write(17, new byte[] {5});
        raw.link().flush();
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(reason), raw.told());
        assertInstanceOf(EOFException.class, Await.item(other.ends), "the other protocol goes as well");
        assertEquals(0, node.peers());
    }

    @Test
    void neverSendsNetworkError() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17, (peer, pipe) -> {
            throw new DisconnectException(DisconnectReason.NETWORK_ERROR, "it says");
        }));
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.empty(), raw.told());
    }

    @Test
    void sendsWhatWasWrittenBeforeTheReason() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17, (peer, pipe) -> {
            for (int i = 0; i < 100; i++) {
                pipe.write(i % 17, new byte[2000]);
            }
            throw DisconnectException.subprotocol("that was all");
        }));
        world.loop.until("ended", raw::ended);

        assertEquals(1 + 100 + 1, raw.frames.size());
        assertEquals(BaseMessages.DISCONNECT, raw.frames.get(101).code());
    }

    @Test
    void letsProtocolsReadWhatCameBeforeTheEnd() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestProtocol slow = new TestProtocol("eth/63", 17, (peer, pipe) -> {
            Await.latch(go);
            assertEquals(1, pipe.read().code());
            assertEquals(2, pipe.read(Duration.ofSeconds(1)).orElseThrow().code());
            pipe.read();
        });
        RawPeer raw = connect(slow);
        raw.send(17).send(18).send(BaseMessages.DISCONNECT, (byte) 8);
        assertEquals(0, node.peers());

        go.countDown();
        assertInstanceOf(EOFException.class, Await.item(slow.ends));
    }

    @Test
    void refusesAWrongCodeAndGoesOn() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17);
        RawPeer raw = connect(eth);
        MessagePipe pipe = Await.item(eth.pipes);

        DisconnectException refused = assertThrows(DisconnectException.class, () -> pipe.write(17, new byte[0]));
        assertEquals(DisconnectReason.PROTOCOL_ERROR, refused.reason());
        pipe.write(16, new byte[0]);
        world.loop.until("sent", () -> raw.codes().contains(32));
        assertFalse(raw.codes().contains(33));
        end(raw);
    }

    @Test
    void refusesToWriteAfterTheEnd() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17);
        RawPeer raw = connect(eth);
        MessagePipe pipe = Await.item(eth.pipes);
        end(raw);
        assertInstanceOf(EOFException.class, Await.item(eth.ends));

        IOException late = assertThrows(IOException.class, () -> pipe.write(0, new byte[0]));
        assertEquals("shutting down", late.getMessage());
        assertThrows(EOFException.class, pipe::read);
        assertThrows(EOFException.class, () -> pipe.read(Duration.ofMillis(1)));
    }

    @Test
    void endsOnceWhateverComesTogether() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        Peer peer = node.switchboard.peers().get(0);
        peer.disconnect(DisconnectReason.TOO_MANY_PEERS);
        peer.disconnect(DisconnectReason.QUITTING);
        raw.link().breakDown();
        world.loop.turn();
        peer.disconnect(DisconnectReason.QUITTING);
        world.loop.turn();

        List<DisconnectReason> said = raw.link().other().sent.stream()
                .filter(frame -> frame.code() == BaseMessages.DISCONNECT)
                .map(frame -> DisconnectMessage.decode(frame.payload()))
                .toList();
        assertEquals(List.of(DisconnectReason.TOO_MANY_PEERS), said);
    }

    @Test
    void tellsTheReasonOfABreachThatTheTransportSaw() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        world.loop.execute(() -> raw.link().other().fail(DisconnectException.breach("bad snappy")));
        world.loop.turn();

        assertEquals(Optional.of(DisconnectReason.PROTOCOL_ERROR), raw.told());
        assertEquals(0, node.peers());
    }

    @Test
    void interruptsARunThatDoesNotLeave() throws Exception {
        TestProtocol hanging = new TestProtocol("eth/63", 17, (peer, pipe) -> new CountDownLatch(1).await());
        RawPeer raw = connect(hanging);
        Thread thread = Await.item(hanging.threads);
        end(raw);
        assertEquals(0, node.peers(), "it holds no place");

        world.advance(Duration.ofMillis(4999));
        assertTrue(hanging.ends.isEmpty());
        world.advance(Duration.ofMillis(1));
        assertInstanceOf(InterruptedException.class, Await.item(hanging.ends));
        Await.end(thread);
    }

    @Test
    void abandonsARunThatDoesNotEvenHeedTheInterrupt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestProtocol stubborn = new TestProtocol("eth/63", 17, (peer, pipe) -> Await.stubbornly(release));
        RawPeer raw = connect(stubborn);
        raw.send(16, new byte[1000]);
        WeakReference<PeerLink> link =
                new WeakReference<>(node.switchboard.table().links().get(0));
        Peer peer = Await.item(stubborn.peers);
        MessagePipe pipe = Await.item(stubborn.pipes);
        Thread thread = Await.item(stubborn.threads);
        end(raw);
        world.advance(Duration.ofSeconds(5));
        world.advance(Tenancy.LAST_GRACE);

        assertThrows(EOFException.class, pipe::read);
        assertTrue(thread.isAlive());
        forget(raw);
        Await.collected(link, "the link, while the thread, the peer and the pipe are still held");
        assertEquals(TestNode.id(2), peer.id());

        release.countDown();
        Await.end(thread);
    }

    @Test
    void endsTheLinkWhenAProtocolIsWithdrawn() throws Exception {
        TestProtocol shh = new TestProtocol("shh/6", 128);
        TestProtocol eth = new TestProtocol("eth/63", 17);
        node.install(shh);
        long service = node.install(eth);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/63", "shh/6");
        assertEquals(1, node.registry.registered().get(0).sessions());

        node.registry.remove(service);
        world.loop.until("ended", raw::ended);

        assertInstanceOf(EOFException.class, Await.item(eth.ends));
        assertInstanceOf(EOFException.class, Await.item(shh.ends));
        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertEquals(0, node.peers());
    }

    @Test
    void freesAWriterOfAWithdrawnProtocol() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, (peer, pipe) -> {
            while (true) {
                pipe.write(0, new byte[100_000]);
            }
        });
        long service = node.install(eth);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/63");
        raw.link().reading(false);
        Thread thread = Await.item(eth.threads);
        Await.parked(thread);

        node.registry.remove(service);
        assertEquals("shutting down", ((IOException) Await.item(eth.ends)).getMessage());
        world.loop.until("gone", () -> node.peers() == 0);
    }

    @Test
    void interruptsAWithdrawnProtocolThatLingers() throws Exception {
        TestProtocol hanging = new TestProtocol("eth/63", 17, (peer, pipe) -> new CountDownLatch(1).await());
        long service = node.install(hanging);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/63");
        Await.item(hanging.threads);

        node.registry.remove(service);
        world.advance(Duration.ofMillis(4999));
        assertFalse(raw.ended());
        world.advance(Duration.ofMillis(1));
        assertInstanceOf(InterruptedException.class, Await.item(hanging.ends));
        world.loop.until("ended", raw::ended);
        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
    }

    @Test
    void endsTheLinkOfAWithdrawnProtocolThatIsAbandoned() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        TestProtocol stubborn = new TestProtocol("eth/63", 17, (peer, pipe) -> Await.stubbornly(release));
        long service = node.install(stubborn);
        RawPeer raw = RawPeer.dial(world, 2, node).greet("eth/63");
        Thread thread = Await.item(stubborn.threads);

        node.registry.remove(service);
        world.advance(Duration.ofSeconds(5));
        world.advance(Tenancy.LAST_GRACE);
        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertEquals(0, node.peers());
        release.countDown();
        Await.end(thread);
    }

    @Test
    void endsALinkWhoseProtocolWentBetweenTheHellos() {
        long service = node.install(new TestProtocol("eth/63", 17));
        RawPeer raw = RawPeer.dial(world, 2, node);
        node.registry.remove(service);
        raw.greet("eth/63");

        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertEquals(0, node.peers());
    }

    @Test
    void keepsNoReferenceToAWithdrawnProtocol() throws Exception {
        TestProtocol other = new TestProtocol("shh/6", 128);
        node.install(other);
        RawPeer raw = RawPeer.dial(world, 2, node);
        RawPeer.dial(world, 3, node).greet("shh/6");
        WeakReference<TestProtocol> gone = installRunAndRemove();
        raw.greet("shh/6");

        Await.collected(gone, "a withdrawn protocol, while links and the registry stand");
        assertEquals(2, node.peers());
        node.switchboard.peers().forEach(peer -> peer.disconnect(DisconnectReason.REQUESTED));
        world.loop.turn();
    }

    private WeakReference<TestProtocol> installRunAndRemove() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17);
        long service = node.install(eth);
        RawPeer raw = RawPeer.dial(world, 4, node).greet("eth/63");
        Thread thread = Await.item(eth.threads);
        node.registry.remove(service);
        world.loop.until("ended", raw::ended);
        Await.end(thread);
        return new WeakReference<>(eth);
    }

    private void forget(RawPeer raw) {
        raw.forget();
        world.network.links.clear();
    }

    private RawPeer connect(TestProtocol... protocols) {
        for (TestProtocol protocol : protocols) {
            node.install(protocol);
        }
        String[] capabilities =
                Stream.of(protocols).map(p -> p.capability().toString()).toArray(String[]::new);
        return RawPeer.dial(world, 2, node).greet(capabilities);
    }

    private void end(RawPeer raw) {
        raw.send(BaseMessages.DISCONNECT, (byte) 8);
    }

    private static void assertMessage(int code, int onlyByte, Message message) {
        assertEquals(code, message.code());
        assertEquals(1, message.size());
        assertEquals(onlyByte, message.payload()[0]);
    }
}
