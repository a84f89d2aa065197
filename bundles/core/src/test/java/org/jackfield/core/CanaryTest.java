package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseShares.Hold;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;

/** Live sessions go to a canary and come back; the code range of eth begins at 16 on the wire. */
class CanaryTest {

    private static final String ETH = "eth/63";
    private static final int CODES = 17;
    private static final long CANARY = 8;

    /** By score: whoever is first belongs to the smallest share. */
    private static final List<Integer> NUMBERS = IntStream.range(2, 120)
            .boxed()
            .sorted(Comparator.comparingDouble(number -> Share.score(TestNode.id(number))))
            .toList();

    private static final int INSIDE = NUMBERS.get(0);
    private static final int OUTSIDE = NUMBERS.get(NUMBERS.size() - 1);

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0");
    private final ResumableTestProtocol old = new ResumableTestProtocol(ETH, CODES);
    private final ResumableTestProtocol canary = new ResumableTestProtocol(ETH, CODES);
    private final List<RawPeer> raws = new ArrayList<>();

    @Test
    void takesItsShareOfLiveSessionsAndNoMore() throws Exception {
        node.install(old);
        connect(10);
        for (RawPeer raw : raws) {
            raw.send(17);
            assertEquals(1, Await.item(old.read).code());
        }
        node.registry.canary(CANARY, 0.3);
        node.install(canary, 0, CANARY);
        untilSessions(7, 3);
        for (RawPeer raw : raws) {
            raw.send(18);
        }

        world.loop.until("all read", () -> old.read.size() == 7 && canary.read.size() == 3);
        assertTrue(canary.resumed.stream().allMatch(state -> ResumableTestProtocol.count(state) == 1));
        assertEquals(List.of(10L, 17L, 0L, 0L), deeds(7));
        assertEquals(List.of(3L, 3L, 0L, 0L), deeds(CANARY));
        assertEquals(3, row(CANARY).lastSwap().orElseThrow().sessions()); // Each had begun when it read.
        assertStanding();
    }

    @Test
    void movesWhoeverANewShareTakesOrGives() {
        node.install(old);
        node.install(canary, 0, CANARY);
        connect(20);
        world.loop.until("begun", () -> old.pipes.size() == 20);
        node.registry.canary(CANARY, 0.1);
        untilSessions(18, 2);
        node.registry.canary(CANARY, 0.5);
        untilSessions(10, 10);
        world.loop.until("two, and eight more", () -> canary.resumed.size() == 10);
        node.registry.canary(CANARY, 0.25);
        untilSessions(15, 5);
        node.registry.canary(CANARY, 0.25);
        world.loop.turn();
        assertEquals(List.of(15, 5), List.of(row(7).sessions(), row(CANARY).sessions()));
        assertStanding();
    }

    @Test
    void givesItsSessionsBackWhenItGoesAndTakesTheSameWhenItComesAgain() {
        node.install(old);
        connect(10);
        node.registry.canary(CANARY, 0.3);
        long service = node.install(canary, 0, CANARY);
        untilSessions(7, 3);
        world.loop.until("resumed", () -> canary.peers.size() == 3);
        List<NodeId> chosen = ids(canary);
        node.registry.remove(service);
        world.loop.until("back", () -> row(7).sessions() == 10);
        world.loop.until(
                "told",
                () -> row(7).lastSwap().filter(swap -> swap.sessions() == 3).isPresent());
        // Ten more would take a share placed anew elsewhere.
        connect(20);
        ResumableTestProtocol again = new ResumableTestProtocol(ETH, CODES);
        node.install(again, 0, CANARY);
        world.loop.until("the same are taken", () -> ids(again).containsAll(chosen));
        assertTrue(row(7).sessions() > 10, "and not everybody");
        assertStanding();
    }

    private static List<NodeId> ids(TestProtocol protocol) {
        return protocol.peers.stream().map(Peer::id).toList();
    }

    @Test
    void givesItsSessionsUpWhenItIsOrdinaryAndDoesNotServe() {
        node.install(old);
        connect(10);
        node.registry.canary(CANARY, 0.3);
        node.install(canary, 0, CANARY);
        untilSessions(7, 3);
        node.registry.endCanary(CANARY);
        untilSessions(10, 0);
        assertStanding();
    }

    @Test
    void keepsItsSessionsWhenItIsOrdinaryAndServesAndTakesNoOthers() {
        node.install(old);
        connect(10);
        node.registry.canary(CANARY, 0.3);
        node.install(canary, 5, CANARY);
        untilSessions(7, 3);
        node.registry.endCanary(CANARY);
        world.loop.turn();
        node.registry.endCanary(7);
        world.loop.turn();

        assertEquals(List.of(7, 3), List.of(row(7).sessions(), row(CANARY).sessions()));
        assertTrue(row(CANARY).serving());
        assertStanding();
    }

    @Test
    void runsWithNewPeersOfItsShare() {
        node.install(old);
        node.registry.canary(CANARY, 0.5);
        node.install(canary, 0, CANARY);
        greet(INSIDE);
        greet(OUTSIDE);
        world.loop.until("begun", () -> old.peers.size() == 1 && canary.peers.size() == 1);

        assertEquals(TestNode.id(INSIDE), canary.peers.remove().id());
        assertEquals(TestNode.id(OUTSIDE), old.peers.remove().id());
    }

    @Test
    void leavesAnotherPeerWaitingIfThereIsNobodyElse() {
        long service = node.install(old);
        connect(4);
        node.registry.canary(CANARY, 0.5);
        node.install(canary, 0, CANARY);
        untilSessions(2, 2);
        node.registry.remove(service);
        world.loop.until("parked", () -> node.registry.parkingLot().size() == 2);
        assertEquals(2, row(CANARY).sessions());
        assertFalse(row(CANARY).serving());
        ResumableTestProtocol next = new ResumableTestProtocol(ETH, CODES);
        node.install(next);
        world.loop.until("resumed", () -> next.resumed.size() == 2 && canary.resumed.size() == 2);

        assertStanding();
    }

    @Test
    void doesNotMoveWhatCannotBeResumed() {
        TestProtocol stiff = new TestProtocol("shh/6", 128);
        TestProtocol stiffCanary = new TestProtocol("bzz/8", 5);
        node.install(stiff);
        node.install(new ResumableTestProtocol("bzz/8", 5));
        node.install(old);
        capabilities = new String[] {"shh/6", "bzz/8", ETH};
        greet(INSIDE);
        greet(OUTSIDE);
        ResumableTestProtocol wider = new ResumableTestProtocol(ETH, CODES + 1);
        node.install(new ResumableTestProtocol("shh/6", 128), 0, CANARY);
        node.install(stiffCanary, 0, CANARY);
        node.install(wider, 0, CANARY);
        node.registry.canary(CANARY, 0.5);
        world.loop.turn();

        assertTrue(rows(7).stream().allMatch(row -> row.sessions() == 2), node.registry.registered()::toString);
        assertStanding();
        raws.get(0).send(BaseMessages.DISCONNECT, (byte) 8);
        RawPeer again = greet(INSIDE);
        again.send(24);
        world.loop.until(
                "a link made anew has them", () -> rows(CANARY).stream().allMatch(row -> row.sessions() == 1));
        assertTrue(rows(7).stream().allMatch(row -> row.sessions() == 1));
    }

    @Test
    void takesASessionThatBeginsAndWasOfferedBefore() throws Exception {
        node.install(old);
        node.install(canary, 0, CANARY);
        RawPeer early = RawPeer.dial(world, INSIDE, node);
        node.registry.canary(CANARY, 0.5);
        early.greet(ETH).send(17);
        assertEquals(1, Await.item(canary.read).code());
        assertTrue(old.pipes.isEmpty());

        RawPeer late = RawPeer.dial(world, NUMBERS.get(1), node);
        node.registry.endCanary(CANARY);
        world.loop.until("given up", () -> row(7).sessions() == 1);
        late.greet(ETH);
        world.loop.until("begun", () -> old.pipes.size() == 2);
        assertEquals(0, row(CANARY).sessions());
        assertFalse(early.ended() || late.ended());
    }

    @Test
    void letsASessionComeBackThatWasCalledForACanaryThatIsNoneAnyMore() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.latch(handled));
        node.install(slow);
        RawPeer raw = greet(INSIDE);
        Await.item(slow.threads);
        node.install(canary, -1, CANARY);
        node.registry.canary(CANARY, 0.9);
        node.registry.canary(CANARY, 0.8);
        node.registry.endCanary(CANARY);
        raw.send(17);
        handled.countDown();
        world.loop.until("resumed by itself", () -> slow.resumed.size() == 1);

        assertEquals(1, Await.item(slow.read).code());
        assertTrue(canary.pipes.isEmpty());
        assertEquals(Optional.empty(), row(7).lastSwap());
        assertFalse(raw.ended());
    }

    @Test
    void makesAWithdrawalWaitForSessionsThatLeaveForACanary() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.latch(handled));
        long service = node.install(slow);
        RawPeer raw = greet(INSIDE);
        Await.item(slow.threads);
        node.install(canary, -1, CANARY);
        node.registry.canary(CANARY, 0.9);
        Thread stopping = new Thread(() -> node.registry.remove(service));
        stopping.start();
        Await.parked(stopping);
        assertTrue(slow.ends.isEmpty());
        handled.countDown();
        Await.end(stopping);

        assertEquals(1, slow.ends.size());
        world.loop.until("resumed", () -> canary.resumed.size() == 1);
        assertFalse(raw.ended());
    }

    @Test
    void leavesNothingOfALinkThatEndsOnTheWay() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> Await.latch(handled));
        node.install(slow);
        RawPeer raw = greet(INSIDE);
        Thread thread = Await.item(slow.threads);
        node.install(canary, -1, CANARY);
        node.registry.canary(CANARY, 0.9);
        raw.send(BaseMessages.DISCONNECT, (byte) 8);
        handled.countDown();
        Await.end(thread);
        world.loop.turn();

        assertEquals(0, node.peers());
        assertEquals(0, node.registry.parkingLot().size());
        assertTrue(canary.pipes.isEmpty());
        assertTrue(node.registry.registered().stream().allMatch(row -> row.sessions() == 0));
    }

    @Test
    void blamesWhoFailsToHandOverAndNotTheOther() throws Exception {
        ResumableTestProtocol clumsy = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            try {
                pipe.read();
            } catch (HandOverException signal) {
                throw new IllegalStateException("no state");
            }
        });
        node.install(clumsy);
        RawPeer raw = greet(INSIDE);
        Await.parked(Await.item(clumsy.threads));
        node.install(canary, -1, CANARY);
        node.registry.canary(CANARY, 0.9);
        world.loop.until("ended", raw::ended);

        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        assertEquals(List.of(1L, 0L, 1L, 0L), deeds(7));
        assertEquals(List.of(0L, 0L, 0L, 0L), deeds(CANARY));
    }

    @Test
    void blamesACanaryThatCannotReadTheState() {
        node.install(old);
        RawPeer inside = greet(INSIDE);
        RawPeer outside = greet(OUTSIDE);
        node.registry.canary(CANARY, 0.5);
        node.install(
                new ResumableTestProtocol(ETH, CODES) {
                    @Override
                    public boolean reads(int stateVersion) {
                        return false;
                    }
                },
                0,
                CANARY);
        world.loop.until("ended", inside::ended);

        assertEquals(Optional.of(DisconnectReason.REQUESTED), inside.told());
        assertFalse(outside.ended());
        assertEquals(List.of(0L, 0L, 1L, 0L), deeds(CANARY));
    }

    @Test
    void beginsWhatWasNegotiatedWhileTheBundleWasHeld() throws Exception {
        long service = node.install(old);
        Hold hold = node.registry.hold(7);
        node.registry.remove(service);
        RawPeer raw = greet(OUTSIDE);
        raw.send(17);
        assertEquals(1, node.registry.parkingLot().size());
        ResumableTestProtocol next = new ResumableTestProtocol(ETH, CODES);
        node.install(next);
        hold.close();
        world.loop.until("begun", () -> next.pipes.size() == 1);

        assertEquals(1, Await.item(next.read).code());
        assertTrue(next.resumed.isEmpty());
        assertFalse(raw.ended());
    }

    @Test
    void endsWhatWasNegotiatedForNobody() {
        long service = node.install(old);
        Hold hold = node.registry.hold(7);
        node.registry.remove(service);
        RawPeer raw = greet(OUTSIDE);
        hold.close();
        world.advance(Duration.ofSeconds(10));

        assertEquals(Optional.of(DisconnectReason.REQUESTED), raw.told());
        RawPeer late = greet(INSIDE);
        assertEquals(Optional.of(DisconnectReason.USELESS_PEER), late.told());
    }

    @Test
    void keepsNoReferenceToACanaryThatIsGone() throws Exception {
        node.install(old);
        connect(4);
        WeakReference<TestProtocol> gone = tryACanary();
        long deadline = System.nanoTime() + Duration.ofSeconds(Await.SECONDS).toNanos();
        while (gone.get() != null) {
            assertTrue(System.nanoTime() < deadline, "collected, though marked and held");
            System.gc();
        }
        assertStanding();
    }

    private WeakReference<TestProtocol> tryACanary() throws Exception {
        ResumableTestProtocol brief = new ResumableTestProtocol(ETH, CODES);
        node.registry.canary(CANARY, 0.5);
        long service = node.install(brief, 0, CANARY);
        untilSessions(2, 2);
        node.registry.hold(CANARY);
        List<Thread> threads = List.copyOf(brief.threads);
        node.registry.remove(service);
        world.loop.until("back", () -> row(7).sessions() == 4);
        for (Thread thread : threads) {
            Await.end(thread);
        }
        return new WeakReference<>(brief);
    }

    private String[] capabilities = {ETH};

    private RawPeer greet(int number) {
        RawPeer raw = RawPeer.dial(world, number, node).greet(capabilities);
        raws.add(raw);
        return raw;
    }

    /** So many peers, whoever is not connected yet. */
    private void connect(int peers) {
        for (int i = raws.size(); i < peers; i++) {
            greet(2 + i);
        }
    }

    private void untilSessions(int ordinary, int ofCanary) {
        world.loop.until(
                ordinary + " and " + ofCanary + " sessions",
                () -> row(7).sessions() == ordinary && row(CANARY).sessions() == ofCanary);
    }

    private RegisteredProtocol row(long bundleId) {
        return rows(bundleId).get(0);
    }

    private List<RegisteredProtocol> rows(long bundleId) {
        return node.registry.registered().stream()
                .filter(row -> row.bundleId() == bundleId)
                .toList();
    }

    /** Sessions, messages read, failures, disconnects. */
    private List<Long> deeds(long bundleId) {
        var deeds = row(bundleId).statistics();
        return List.of(deeds.sessions(), deeds.received(), deeds.failures(), deeds.disconnects());
    }

    private void assertStanding() {
        assertFalse(raws.stream().anyMatch(RawPeer::ended));
    }
}
