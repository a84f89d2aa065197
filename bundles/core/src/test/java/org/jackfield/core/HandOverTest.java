package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.api.Swap;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;

/** Sessions go from one release of a protocol to the next; the code range of eth begins at 16 on the wire. */
class HandOverTest {

    private static final String ETH = "eth/63";
    private static final int CODES = 17;

    private final World world = new World();
    private final TestNode node = node();
    private final ResumableTestProtocol old = new ResumableTestProtocol(ETH, CODES);
    private final ResumableTestProtocol next = new ResumableTestProtocol(ETH, CODES);

    private TestNode node(Object... configuration) {
        List<Object> all = new ArrayList<>(List.of("listen", "127.0.0.1:0"));
        all.addAll(List.of(configuration));
        return new TestNode(1, world, all.toArray());
    }

    @Test
    void handsASessionOverWithItsStateAndWhatArrivedMeanwhile() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(17).send(18);
        assertCodes(old, 1, 2);
        node.registry.remove(service);
        untilParked(1);
        raw.send(19).send(20);

        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        raw.send(21);

        assertEquals(2, ResumableTestProtocol.count(next.resumed.remove()));
        assertCodes(next, 3, 4, 5);
        assertInstanceOf(HandOverException.class, Await.item(old.ends));
        assertSame(Await.item(old.peers), Await.item(next.peers), "it is the same peer");
        assertTrue(old.read.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void leavesWhatIsUnreadAtTheSignalToTheNextRelease() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            assertEquals(1, pipe.read().code());
            handling.countDown();
            Await.latch(handled);
        });
        long service = node.install(slow);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(17).send(18).send(19);
        Await.latch(handling);

        node.registry.remove(service);
        raw.send(20);
        handled.countDown();
        untilParked(1);
        raw.send(21);
        node.install(next);
        world.loop.turn();

        assertCodes(next, 2, 3, 4, 5);
        assertTrue(slow.read.isEmpty());
    }

    @Test
    void goesOnAtOnceWhereAStandbyIsPromoted() throws Exception {
        long service = node.install(old, 5);
        node.install(next, 1);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(17);
        assertCodes(old, 1);

        node.registry.remove(service);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void leavesSessionsWithTheOldReleaseUntilThatGoes() throws Exception {
        long service = node.install(old, 1);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.install(next, 5);
        raw.send(17);
        assertCodes(old, 1);
        RawPeer second = RawPeer.dial(world, 3, node).greet(ETH);
        second.send(18);
        assertCodes(next, 2);

        node.registry.remove(service);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        raw.send(19);
        assertCodes(next, 3);
        assertFalse(raw.ended() || second.ended());
    }

    @Test
    void doesNotWaitForThoseWhoHaveNotLeftYet() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        ResumableTestProtocol uneven = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            if (runs.getAndIncrement() == 0) {
                Await.latch(handled);
            }
        });
        long service = node.install(uneven);
        RawPeer slow = RawPeer.dial(world, 2, node).greet(ETH);
        Await.item(uneven.threads);
        world.loop.until("the first one waits", () -> runs.get() == 1);
        RawPeer quick = RawPeer.dial(world, 3, node).greet(ETH);
        Await.item(uneven.threads);

        node.registry.remove(service);
        node.install(next);
        world.loop.until("the quick one is resumed", () -> next.resumed.size() == 1);
        assertEquals(1, uneven.ends.size());
        handled.countDown();
        world.loop.until("the slow one is resumed", () -> next.resumed.size() == 2);
        assertFalse(slow.ended() || quick.ended());
    }

    @Test
    void survivesAReleaseThatIsGoneBeforeItBegan() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(17);
        assertCodes(old, 1);
        node.registry.remove(service);
        untilParked(1);
        ResumableTestProtocol brief = new ResumableTestProtocol(ETH, CODES);
        node.registry.remove(node.install(brief));
        world.loop.turn();
        assertEquals(1, node.registry.parkingLot().size());

        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        assertEquals(1, ResumableTestProtocol.count(next.resumed.remove()));
        assertTrue(brief.resumed.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void carriesTheStateOverSeveralReleases() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        for (int release = 1; release <= 5; release++) {
            raw.send(17);
            node.registry.remove(service);
            ResumableTestProtocol successor = new ResumableTestProtocol(ETH, CODES);
            service = node.install(successor);
            world.loop.until("resumed", () -> !successor.resumed.isEmpty());
        }
        node.registry.remove(service);
        node.install(next);
        world.loop.until("all were read, by one or the other", () -> {
            SessionState state = next.resumed.peek();
            return state != null && ResumableTestProtocol.count(state) + next.read.size() == 5;
        });
        assertFalse(raw.ended());
    }

    @Test
    void answersPingsAndServesOtherProtocolsMeanwhile() throws Exception {
        TestProtocol shh = new TestProtocol("shh/6", 128);
        node.install(shh);
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH, "shh/6");
        node.registry.remove(service);
        untilParked(1);

        raw.send(BaseMessages.PING).send(33);
        assertCodes(shh, 0);
        assertTrue(raw.codes().contains(BaseMessages.PONG));
        Await.item(shh.pipes).write(1, new byte[0]);
        world.loop.until("sent", () -> raw.codes().contains(34));
    }

    @Test
    void refusesLateWritesAndReadsOfTheOldRelease() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        MessagePipe late = Await.item(old.pipes);
        node.registry.remove(service);
        untilParked(1);
        assertThrows(IOException.class, () -> late.write(1, new byte[0]));
        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        raw.send(17);

        assertThrows(IOException.class, () -> late.write(1, new byte[0]));
        assertThrows(EOFException.class, late::read);
        assertCodes(next, 1);
        assertEquals(List.of(BaseMessages.HELLO), raw.codes());
    }

    @Test
    void sendsWhatTheOldReleaseWroteBeforeAnythingOfTheNext() throws Exception {
        ResumableTestProtocol talking = new ResumableTestProtocol(ETH, CODES, writing(0, 30));
        ResumableTestProtocol goingOn = new ResumableTestProtocol(ETH, CODES, writing(30, 30));
        long service = node.install(talking);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.link().reading(false);
        world.loop.until("written", () -> !talking.pipes.isEmpty());
        node.registry.remove(service);
        untilParked(1);
        node.install(goingOn);
        world.loop.until("resumed", () -> !goingOn.resumed.isEmpty());
        raw.link().reading(true);
        world.loop.until("all sent", () -> raw.frames.size() == 61);

        assertEquals(
                IntStream.range(0, 60).boxed().toList(),
                raw.frames.stream()
                        .skip(1)
                        .map(frame -> (int) frame.payload()[0])
                        .toList());
    }

    private static TestProtocol.Body writing(int first, int count) {
        return (peer, pipe) -> {
            for (int i = first; i < first + count; i++) {
                byte[] payload = new byte[5_000];
                payload[0] = (byte) i;
                pipe.write(0, payload);
            }
        };
    }

    @Test
    void letsWritersThatWaitForRoomGetTheirMessageInOrRefusesIt() throws Exception {
        TestNode small = node("outboxBytes", 10_000);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        AtomicInteger queued = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        ResumableTestProtocol crowded = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            Await.latch(go);
            for (int i = 0; i < 12; i++) {
                Thread writer = new Thread(() -> {
                    try {
                        pipe.write(1, new byte[15_000]);
                        queued.incrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        // Refused: it must not be sent.
                    }
                });
                writer.start();
                writers.add(writer);
            }
            started.countDown();
            Await.latch(written);
        });
        long service = small.install(crowded);
        RawPeer raw = RawPeer.dial(world, 2, small).greet(ETH);
        raw.link().reading(false);
        go.countDown();
        world.loop.until("five are on their way, one is queued", () -> queued.get() == 6);
        Await.latch(started);

        small.registry.remove(service);
        world.loop.until("one more gets in", () -> queued.get() == 7);
        written.countDown();
        for (Thread writer : writers) {
            Await.end(writer);
        }
        untilParked(small, 1);
        ResumableTestProtocol successor =
                new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> pipe.write(2, new byte[1]));
        small.install(successor);
        raw.link().reading(true);
        world.loop.until("the next release is heard", () -> raw.codes().contains(18));

        assertEquals(12, writers.size());
        assertEquals(7, queued.get());
        assertEquals(7, raw.codes().stream().filter(code -> code == 17).count());
        assertEquals(18, raw.codes().get(raw.codes().size() - 1));
    }

    @Test
    void keepsASessionWhoseProtocolWentBetweenTheHellos() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node);
        node.registry.remove(service);
        raw.greet(ETH).send(17);
        node.install(next);
        world.loop.turn();

        assertCodes(next, 1);
        assertTrue(next.resumed.isEmpty(), "it begins afresh");
        assertFalse(raw.ended());
    }

    @Test
    void endsTheLinkWhenNoReleaseComesInTime() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.registry.remove(service);
        untilParked(1);
        world.advance(Duration.ofMillis(9_999));
        assertFalse(raw.ended());
        world.advance(Duration.ofMillis(1));

        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertNothingIsLeft();
        assertEquals(1.0, failures("timeout"));
    }

    @Test
    void dialsAgainTheNodesItKnowsHowToDial() throws Exception {
        TestNode other = new TestNode(2, world, "listen", "127.0.0.1:0");
        ResumableTestProtocol there = new ResumableTestProtocol(ETH, CODES);
        other.install(there);
        other.install(new TestProtocol("shh/6", 128));
        node.install(new TestProtocol("shh/6", 128));
        long service = node.install(old);
        node.connect(other);
        world.loop.until("connected", () -> node.peers() == 1 && !there.pipes.isEmpty());
        node.registry.remove(service);
        untilParked(1);
        world.advance(Duration.ofSeconds(10));
        world.loop.until("gone", () -> node.peers() == 0);

        world.advance(Duration.ofSeconds(1));
        world.loop.until("connected again", () -> node.peers() == 1);
        assertEquals("[shh/6]", node.switchboard.peers().get(0).shared().toString(), "with what there is now");
    }

    @Test
    void freesEverythingWhenTheLinkEndsMeanwhile() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.registry.remove(service);
        untilParked(1);
        raw.send(17, new byte[1000]).send(BaseMessages.DISCONNECT, (byte) 8);
        node.install(next);
        world.loop.turn();

        assertNothingIsLeft();
        assertTrue(next.pipes.isEmpty());
        world.loop.until("gone", () -> node.switchboard.peers().isEmpty());
    }

    @Test
    void freesEverythingWhenTheLinkEndsBetweenSignalAndParking() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.latch(handled));
        long service = node.install(slow);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        Thread thread = Await.item(slow.threads);
        node.registry.remove(service);
        raw.send(BaseMessages.DISCONNECT, (byte) 8);
        handled.countDown();
        Await.end(thread);
        node.install(next);
        world.loop.turn();

        assertNothingIsLeft();
        assertTrue(next.pipes.isEmpty());
    }

    @Test
    void endsTheLinkIfTheNextReleaseCannotReadTheState() throws Exception {
        assertRequestedBy(new ResumableTestProtocol(ETH, CODES) {
            @Override
            public boolean reads(int stateVersion) {
                return false;
            }
        });
    }

    @Test
    void endsTheLinkIfTheNextReleaseCannotEvenTell() throws Exception {
        assertRequestedBy(new ResumableTestProtocol(ETH, CODES) {
            @Override
            public boolean reads(int stateVersion) {
                throw new NoClassDefFoundError("gone");
            }
        });
    }

    @Test
    void endsTheLinkIfTheNextReleaseIsNotResumable() throws Exception {
        assertRequestedBy(new TestProtocol(ETH, CODES));
    }

    private void assertRequestedBy(TestProtocol successor) throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.registry.remove(service);
        untilParked(1);
        node.install(successor);
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertTrue(successor.pipes.isEmpty());
        assertNothingIsLeft();
        assertEquals(1.0, failures("unreadable"));
    }

    @Test
    void waitsForAReleaseWithTheSameMessageCount() throws Exception {
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.registry.remove(service);
        untilParked(1);
        ResumableTestProtocol wider = new ResumableTestProtocol(ETH, CODES + 1);
        long wrong = node.install(wider);
        world.loop.turn();
        assertEquals(1, node.registry.parkingLot().size());
        assertTrue(wider.pipes.isEmpty());

        node.install(next);
        node.registry.remove(wrong);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void endsTheLinkOfARunThatLeavesNoState() throws Exception {
        assertLost(DisconnectReason.REQUESTED, new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            try {
                pipe.read();
            } catch (HandOverException signal) {
                throw new IOException("without a state");
            }
        }));
        assertEquals(1.0, failures("no state"));
    }

    @Test
    void endsTheLinkOfARunWhoseStateIsTooLarge() throws Exception {
        assertLost(DisconnectReason.REQUESTED, new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            try {
                pipe.read();
            } catch (HandOverException signal) {
                throw signal.with(new SessionState(1, new byte[SessionState.MAX_BYTES + 1]));
            }
        }));
    }

    @Test
    void endsTheLinkOfARunThatHandsOverUnasked() throws Exception {
        ResumableTestProtocol eager =
                new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
                    throw new IOException("unused");
                }) {
                    @Override
                    public void run(Peer peer, MessagePipe pipe) throws Exception {
                        throw new HandOverException().with(state(1));
                    }
                };
        node.install(eager);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(DisconnectReason.SUBPROTOCOL_ERROR), raw.told());
        assertNothingIsLeft();
    }

    private void assertLost(DisconnectReason reason, TestProtocol protocol) throws Exception {
        long service = node.install(protocol);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        Await.parked(Await.item(protocol.threads));
        node.registry.remove(service);
        node.install(next);
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(reason), raw.told());
        assertTrue(next.pipes.isEmpty());
        assertNothingIsLeft();
    }

    @Test
    void abandonsARunThatDoesNotLeaveAndNoOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        ResumableTestProtocol uneven = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            if (runs.getAndIncrement() == 0) {
                Await.stubbornly(never);
            }
        });
        long service = node.install(uneven);
        RawPeer stuck = RawPeer.dial(world, 2, node).greet(ETH);
        Thread thread = Await.item(uneven.threads);
        world.loop.until("it is stuck", () -> runs.get() == 1);
        RawPeer well = RawPeer.dial(world, 3, node).greet(ETH);
        Await.item(uneven.threads);
        node.registry.remove(service);
        untilParked(1);
        node.install(next);
        world.loop.until("resumed", () -> next.resumed.size() == 1);
        world.advance(Duration.ofSeconds(5));
        assertFalse(stuck.ended());
        world.advance(Tenancy.LAST_GRACE);

        assertEquals(Optional.of(DisconnectReason.REQUESTED), stuck.told());
        assertFalse(well.ended());
        assertEquals(1.0, failures("not left"));
        never.countDown();
        Await.end(thread);
        assertEquals(1, next.resumed.size(), "what it says now has no effect");
    }

    @Test
    void makesTheWithdrawalWaitUntilAllHaveLeft() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.latch(handled));
        long service = node.install(slow);
        RawPeer.dial(world, 2, node).greet(ETH);
        RawPeer.dial(world, 3, node).greet(ETH);
        Await.item(slow.threads);
        Await.item(slow.threads);
        Thread stopping = new Thread(() -> node.registry.remove(service));
        stopping.start();
        Await.parked(stopping);
        assertTrue(slow.ends.isEmpty());

        handled.countDown();
        Await.end(stopping);
        assertEquals(2, slow.ends.size(), "before the event loop has turned");
        untilParked(2);
    }

    @Test
    void makesTheWithdrawalWaitNoLongerThanTheGrace() throws Exception {
        TestNode hasty = node("graceMillis", 50);
        CountDownLatch never = new CountDownLatch(1);
        ResumableTestProtocol stuck = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.stubbornly(never));
        long service = hasty.install(stuck);
        RawPeer.dial(world, 2, hasty).greet(ETH);
        Thread thread = Await.item(stuck.threads);
        Thread stopping = new Thread(() -> hasty.registry.remove(service));
        stopping.start();
        Await.end(stopping);

        assertTrue(stuck.ends.isEmpty());
        never.countDown();
        Await.end(thread);
    }

    @Test
    void doesNotWaitForTheThreadThatWithdraws() throws Exception {
        AtomicLong service = new AtomicLong();
        ResumableTestProtocol suicidal = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            pipe.read();
            node.registry.remove(service.get());
        });
        service.set(node.install(suicidal));
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(17);
        // Well under the grace, of which no time passes here.
        untilParked(1);
        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void fillsTheInboxToItsBoundAndThenStopsReading() throws Exception {
        TestNode small = node("inboxBytes", 10_000);
        long service = small.install(old);
        RawPeer raw = RawPeer.dial(world, 2, small).greet(ETH);
        MemoryLink link = raw.link().other();
        small.registry.remove(service);
        untilParked(small, 1);
        for (int i = 0; i < 17; i++) {
            raw.send(16 + i, new byte[1000]);
        }
        assertFalse(link.isReading());
        assertFalse(raw.link().drained(), "the rest waits at the other end");
        world.advance(Duration.ofSeconds(9));
        assertFalse(raw.ended(), "that is not the peer's silence");

        small.install(next);
        world.loop.until("everything has arrived", () -> link.isReading() && next.read.size() == 17);
        assertCodes(next, IntStream.range(0, 17).toArray());
        assertEquals(0, small.registry.parkingLot().charge(0));
    }

    @Test
    void stopsReadingForAllParkedSessionsTogether() throws Exception {
        TestNode small = node("parkedTotalBytes", 10_000L);
        long service = small.install(old);
        RawPeer one = RawPeer.dial(world, 2, small).greet(ETH);
        RawPeer two = RawPeer.dial(world, 3, small).greet(ETH);
        small.registry.remove(service);
        untilParked(small, 2);
        one.send(17, new byte[6_000]);
        assertTrue(one.link().other().isReading());
        two.send(17, new byte[6_000]);
        assertFalse(two.link().other().isReading());
        assertTrue(one.link().other().isReading(), "it has not asked for more");

        small.install(next);
        world.loop.until("read", () -> next.read.size() == 2);
        world.loop.until("reading", () -> two.link().other().isReading());
        assertEquals(0, small.registry.parkingLot().charge(0));
    }

    @Test
    void readsOnWhenOtherSessionsHaveMadeRoom() throws Exception {
        TestNode small = node("parkedTotalBytes", 10_000L);
        TestProtocol shh = new ResumableTestProtocol("shh/6", 128);
        long eth = small.install(old);
        long whisper = small.install(shh);
        RawPeer one = RawPeer.dial(world, 2, small).greet(ETH);
        RawPeer two = RawPeer.dial(world, 3, small).greet("shh/6");
        RawPeer three = RawPeer.dial(world, 4, small).greet("shh/6");
        small.registry.remove(eth);
        small.registry.remove(whisper);
        untilParked(small, 3);
        one.send(17, new byte[6_000]);
        two.send(17, new byte[6_000]);
        three.send(17, new byte[1_000]);
        assertFalse(two.link().other().isReading() || three.link().other().isReading());

        small.install(next);
        world.loop.until(
                "reading again, though still parked",
                () -> two.link().other().isReading() && three.link().other().isReading());
        assertEquals(2, small.registry.parkingLot().size());
        three.send(17, new byte[6_000]);
        assertFalse(three.link().other().isReading(), "it is full again");
        two.send(BaseMessages.DISCONNECT, (byte) 8);
        assertTrue(three.link().other().isReading(), "an end makes room as well");
        assertFalse(one.ended() || three.ended());
    }

    @Test
    void keepsTheLinkOfARemovedProtocolIfToldTo() throws Exception {
        TestNode lenient = node("onRemoval", new String[] {"disconnect", "eth=keep-link"});
        TestProtocol shh = new TestProtocol("shh/6", 128);
        long shhService = lenient.install(shh);
        long service = lenient.install(old);
        RawPeer raw = RawPeer.dial(world, 2, lenient).greet(ETH, "shh/6");
        lenient.registry.remove(service);
        untilParked(lenient, 1);
        raw.send(17);
        world.advance(Duration.ofSeconds(10));
        raw.send(18).send(19).send(33);

        assertCodes(shh, 0);
        assertFalse(raw.ended());
        assertEquals(2.0, dropped(lenient, "eth"));
        lenient.install(next);
        world.loop.turn();
        assertTrue(next.pipes.isEmpty(), "it has missed messages");
        lenient.registry.remove(shhService);
        world.loop.until("ended, as nothing is left to speak", raw::ended);
        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
    }

    @Test
    void keepsTheLinkOfARemovedProtocolThatIsNotResumable() throws Exception {
        TestNode lenient = node("onRemoval", new String[] {"keep-link"});
        TestProtocol shh = new TestProtocol("shh/6", 128);
        lenient.install(shh);
        long service = lenient.install(new TestProtocol(ETH, CODES));
        RawPeer raw = RawPeer.dial(world, 2, lenient).greet(ETH, "shh/6");
        lenient.registry.remove(service);
        world.loop.until("silent", () -> {
            raw.send(17);
            return dropped(lenient, "eth") > 0;
        });
        raw.send(33);

        assertCodes(shh, 0);
        assertFalse(raw.ended());
    }

    @Test
    void isolatesAProtocolThatFailsIfToldTo() throws Exception {
        TestNode lenient = node("onFailure", new String[] {"eth=isolate"});
        TestProtocol shh = new TestProtocol("shh/6", 128);
        lenient.install(shh);
        lenient.install(new TestProtocol(ETH, CODES, (peer, pipe) -> {
            pipe.write(1, new byte[0]);
            pipe.read();
            throw new IllegalStateException("broken");
        }));
        RawPeer raw = RawPeer.dial(world, 2, lenient).greet(ETH, "shh/6");
        world.loop.until("silent", () -> {
            raw.send(17);
            return dropped(lenient, "eth") > 0;
        });
        raw.send(33);

        assertCodes(shh, 0);
        assertTrue(raw.codes().contains(17), "what it wrote before is sent");
        assertFalse(raw.ended());
        assertEquals(
                List.of(0, 1),
                lenient.registry.registered().stream()
                        .map(RegisteredProtocol::sessions)
                        .toList());
    }

    @Test
    void endsTheLinkOfAProtocolThatDecidesSoHoweverIsolated() throws Exception {
        TestNode lenient = node("onFailure", new String[] {"isolate"});
        lenient.install(new TestProtocol("shh/6", 128));
        lenient.install(new TestProtocol(ETH, CODES, (peer, pipe) -> {
            throw DisconnectException.breach("bad block");
        }));
        RawPeer raw = RawPeer.dial(world, 2, lenient).greet(ETH, "shh/6");
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(DisconnectReason.PROTOCOL_ERROR), raw.told());
    }

    @Test
    void tellsWhatIsParkedAndHowTheSwapWent() throws Exception {
        List<PeerEvent> events = new CopyOnWriteArrayList<>();
        node.events.add(events::add);
        long service = node.install(old);
        RawPeer.dial(world, 2, node).greet(ETH);
        RawPeer.dial(world, 3, node).greet(ETH);
        node.registry.remove(service);
        untilParked(2);

        RegisteredProtocol gone = node.registry.registered().get(0);
        assertEquals(2, gone.parked());
        assertFalse(gone.serving());
        assertEquals(0, gone.sessions());
        assertEquals(2.0, node.meters.get("jackfield.sessions.parked").gauge().value());
        world.advance(Duration.ofMillis(40));
        node.install(next);
        world.loop.until("resumed", () -> next.pipes.size() == 2);

        RegisteredProtocol serving = node.registry.registered().get(0);
        assertEquals(1, node.registry.registered().size());
        assertEquals(2, serving.sessions());
        assertEquals(0, serving.parked());
        assertEquals(Optional.of(new Swap(world.timers.now(), 2, Duration.ofMillis(40))), serving.lastSwap());
        assertEquals(2, node.meters.get("jackfield.handover.pause").timer().count());
        assertEquals(0.0, node.meters.get("jackfield.sessions.parked").gauge().value());
        assertEquals(
                List.of(2L, 2L),
                List.of(
                        events.stream()
                                .filter(PeerEvent.SessionParked.class::isInstance)
                                .count(),
                        events.stream()
                                .filter(PeerEvent.SessionResumed.class::isInstance)
                                .count()));
    }

    @Test
    void keepsNoReferenceToTheOldRelease() throws Exception {
        WeakReference<TestProtocol> gone = installSpeakAndRemove();
        untilParked(1);
        Await.collected(gone, "while its session is parked");
        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
    }

    private WeakReference<TestProtocol> installSpeakAndRemove() throws Exception {
        ResumableTestProtocol brief = new ResumableTestProtocol(ETH, CODES);
        long service = node.install(brief);
        RawPeer.dial(world, 2, node).greet(ETH);
        Thread thread = Await.item(brief.threads);
        node.registry.remove(service);
        Await.end(thread);
        return new WeakReference<>(brief);
    }

    private void untilParked(int sessions) {
        untilParked(node, sessions);
    }

    private void untilParked(TestNode where, int sessions) {
        world.loop.until(sessions + " parked", () -> where.registry.parkingLot().size() == sessions);
    }

    private void assertNothingIsLeft() {
        assertEquals(0, node.registry.parkingLot().size());
        assertEquals(0, node.registry.parkingLot().charge(0));
        assertEquals(0, node.peers());
        assertTrue(node.registry.registered().stream().allMatch(row -> row.sessions() == 0 && row.parked() == 0));
    }

    private double failures(String cause) {
        return node.meters
                .get("jackfield.handover.failures")
                .tag("cause", cause)
                .counter()
                .count();
    }

    private static double dropped(TestNode where, String protocol) {
        return where.meters.find("jackfield.messages.dropped").tag("protocol", protocol).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void assertCodes(TestProtocol reader, int... codes) throws InterruptedException {
        for (int code : codes) {
            Message message = Await.item(reader.read);
            assertEquals(code, message.code());
        }
    }
}
