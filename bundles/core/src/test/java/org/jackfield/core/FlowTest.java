package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;

/** Who waits for whom: slow readers, large messages, silent peers. */
class FlowTest {

    private static final int MIB = 1 << 20;

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0", "inboxBytes", 10_000);

    @Test
    void stopsReadingForASlowProtocolAndGoesOnWhenItHasRead() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestProtocol slow = new TestProtocol("slow/1", 1, (peer, pipe) -> {
            Await.latch(go);
            for (int i = 0; i < 20; i++) {
                assertEquals(i, pipe.read().payload()[0]);
            }
            pipe.read();
        });
        RawPeer raw = connect(slow, new TestProtocol("quick/1", 1));
        MemoryLink link = raw.link().other();
        for (int i = 0; i < 20; i++) {
            byte[] payload = new byte[1000];
            payload[0] = (byte) i;
            raw.send(17, payload);
        }
        assertFalse(link.isReading());

        go.countDown();
        world.loop.until(
                "everything has arrived", () -> link.isReading() && raw.link().drained());
        end(raw);
        assertInstanceOf(EOFException.class, Await.item(slow.ends));
    }

    @Test
    void readsAgainOnlyWhenEveryInboxHasRoom() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch firstHasRead = new CountDownLatch(1);
        TestProtocol one = new TestProtocol("one/1", 1, (peer, pipe) -> {
            Await.latch(first);
            pipe.read();
            firstHasRead.countDown();
            pipe.read();
        });
        TestProtocol two = new TestProtocol("two/1", 1, readerAfter(second));
        RawPeer raw = connect(one, two);
        MemoryLink link = raw.link().other();
        // In one batch, so that both are read before reading stops.
        raw.link().write(16, new byte[20_000]);
        raw.link().flush();
        world.loop.execute(() -> node.switchboard.table().links().get(0).received(17, new byte[20_000]));
        world.loop.turn();
        assertFalse(link.isReading());

        first.countDown();
        Await.latch(firstHasRead);
        world.loop.turn();
        assertFalse(link.isReading());
        second.countDown();
        world.loop.until("it reads on", link::isReading);
        end(raw);
    }

    @Test
    void leavesAPeerThatIsSilentFor30Seconds() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        world.advance(Duration.ofSeconds(29));
        assertEquals(1, pings(raw));
        assertFalse(raw.ended());
        world.advance(Duration.ofSeconds(5));

        assertEquals(Optional.of(DisconnectReason.PING_TIMEOUT), raw.told());
        assertEquals(0, node.peers());
        // The session's own is, until its thread has left.
        Await.until(() -> world.timers.waiting() == 0, "no alarm is left");
    }

    @Test
    void isContentWithPongsAndMeasuresThem() {
        RawPeer raw = connect(new TestProtocol("eth/63", 17));
        Peer peer = node.switchboard.peers().get(0);
        assertEquals(Optional.empty(), peer.roundTripTime());
        for (int i = 0; i < 8; i++) {
            world.advance(Duration.ofSeconds(15));
            world.advance(Duration.ofMillis(20));
            raw.send(BaseMessages.PONG, (byte) 0xc0);
        }
        assertEquals(8, pings(raw));
        assertFalse(raw.ended());
        assertTrue(peer.roundTripTime().orElseThrow().compareTo(Duration.ofSeconds(1)) < 0);
        end(raw);
    }

    @Test
    void doesNotBlameThePeerForWhatWeDoNotRead() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestProtocol slow = new TestProtocol("slow/1", 1, readerAfter(go));
        RawPeer raw = connect(slow);
        raw.send(16, new byte[20_000]);
        world.advance(Duration.ofMinutes(5));
        assertFalse(raw.ended());

        go.countDown();
        world.loop.until("it reads on", raw.link().other()::isReading);
        world.advance(Duration.ofSeconds(29));
        assertFalse(raw.ended(), "the silence begins now");
        world.advance(Duration.ofSeconds(10));
        assertEquals(Optional.of(DisconnectReason.PING_TIMEOUT), raw.told());
    }

    @Test
    void delaysASmallMessageByOneLargeOneAtMost() throws Exception {
        TestProtocol bulk = new TestProtocol("bulk/1", 1, idle());
        TestProtocol small = new TestProtocol("small/1", 1, idle());
        RawPeer raw = connect(bulk, small);
        raw.link().reading(false);
        world.loop.turn();
        MessagePipe bulkPipe = Await.item(bulk.pipes);
        for (int i = 0; i < 8; i++) {
            bulkPipe.write(0, new byte[MIB / 2 - 1000]);
        }
        Await.item(small.pipes).write(0, new byte[32]);
        world.loop.turn();
        raw.link().reading(true);
        world.loop.until("all is sent", () -> raw.codes().size() == 1 + 9);

        assertTrue(raw.codes().indexOf(17) <= 2, "sent as number " + raw.codes().indexOf(17));
        end(raw);
    }

    @Test
    void takesTurnsBetweenProtocols() throws Exception {
        TestProtocol a = new TestProtocol("a/1", 1, idle());
        TestProtocol b = new TestProtocol("b/1", 1, idle());
        TestProtocol c = new TestProtocol("c/1", 1, idle());
        RawPeer raw = connect(a, b, c);
        for (TestProtocol protocol : List.of(a, b, c)) {
            MessagePipe pipe = Await.item(protocol.pipes);
            for (int i = 0; i < 50; i++) {
                pipe.write(0, new byte[10]);
            }
        }
        world.loop.until("all is sent", () -> raw.codes().size() == 1 + 150);

        List<Integer> codes = raw.codes().subList(1, 151);
        for (int i = 3; i < 150; i++) {
            assertEquals(codes.get(i - 3), codes.get(i), "message " + i);
        }
        end(raw);
    }

    @Test
    void flushesABatchOnce() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, idle());
        RawPeer raw = connect(eth);
        int before = raw.link().other().flushes;
        MessagePipe pipe = Await.item(eth.pipes);
        for (int i = 0; i < 100; i++) {
            pipe.write(new Message(3, new byte[10]));
        }
        world.loop.until("all is sent", () -> raw.codes().size() == 1 + 100);

        assertEquals(1, raw.link().other().flushes - before);
        end(raw);
    }

    @Test
    void keepsNoPongsForAPeerThatDoesNotRead() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, idle());
        RawPeer raw = connect(eth);
        raw.link().reading(false);
        MessagePipe pipe = Await.item(eth.pipes);
        pipe.write(0, new byte[MemoryLink.WINDOW_BYTES]);
        world.loop.turn();
        for (int i = 0; i < 1000; i++) {
            raw.send(BaseMessages.PING, (byte) 0xc0);
        }
        raw.link().reading(true);
        world.loop.turn();

        assertEquals(
                16,
                raw.codes().stream().filter(code -> code == BaseMessages.PONG).count());
        end(raw);
    }

    @Test
    void sendsBaseMessagesBeforeQueuedOnes() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, idle());
        RawPeer raw = connect(eth);
        raw.link().reading(false);
        MessagePipe pipe = Await.item(eth.pipes);
        for (int i = 0; i < 6; i++) {
            pipe.write(0, new byte[MemoryLink.WINDOW_BYTES]);
        }
        world.loop.turn();
        raw.send(BaseMessages.PING, (byte) 0xc0);
        raw.link().reading(true);
        world.loop.until("all is sent", () -> raw.codes().size() == 1 + 7);

        assertTrue(raw.codes().indexOf(BaseMessages.PONG) <= 2, raw.codes().toString());
        end(raw);
    }

    @Test
    void sendsEverythingQueuedBeforeItSaysGoodbye() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, idle());
        RawPeer raw = connect(eth);
        MessagePipe pipe = Await.item(eth.pipes);
        for (int i = 0; i < 30; i++) {
            pipe.write(0, new byte[MemoryLink.WINDOW_BYTES]);
        }
        node.switchboard.peers().get(0).disconnect(DisconnectReason.REQUESTED);
        world.loop.until("ended", raw::ended);

        assertEquals(1 + 30 + 1, raw.frames.size());
        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
    }

    @Test
    void endsALinkThatCannotCarryAMessage() throws Exception {
        TestProtocol eth = new TestProtocol("eth/63", 17, idle());
        RawPeer raw = connect(eth);
        MessagePipe pipe = Await.item(eth.pipes);
        pipe.write(1, new byte[10]);
        world.loop.turn();
        pipe.write(2, new byte[MemoryLink.MAX_FRAME_BYTES + 1]);
        world.loop.until("ended", raw::ended);

        assertEquals(List.of(BaseMessages.HELLO, 17, BaseMessages.DISCONNECT), raw.codes());
        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), raw.told());
    }

    private static TestProtocol.Body idle() {
        return (peer, pipe) -> pipe.read();
    }

    private static TestProtocol.Body readerAfter(CountDownLatch go) {
        return (peer, pipe) -> {
            Await.latch(go);
            pipe.read();
            pipe.read();
        };
    }

    private static long pings(RawPeer raw) {
        return raw.codes().stream().filter(code -> code == BaseMessages.PING).count();
    }

    private RawPeer connect(TestProtocol... protocols) {
        String[] capabilities = new String[protocols.length];
        for (int i = 0; i < protocols.length; i++) {
            node.install(protocols[i]);
            capabilities[i] = protocols[i].capability().toString();
        }
        return RawPeer.dial(world, 2, node).greet(capabilities);
    }

    private void end(RawPeer raw) {
        raw.send(BaseMessages.DISCONNECT, (byte) 8);
    }
}
