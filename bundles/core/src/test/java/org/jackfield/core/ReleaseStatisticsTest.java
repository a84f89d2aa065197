package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the registry tells of each release's deeds; the code range of eth begins at 16 on the wire. */
class ReleaseStatisticsTest {

    private static final String ETH = "eth/63";
    private static final String SHH = "shh/6";
    private static final int CODES = 17;

    private final World world = new World();
    private final TestNode node =
            new TestNode(1, world, "listen", "127.0.0.1:0", "onFailure", new String[] {"disconnect", "shh=isolate"});

    @Test
    void countsWhatEachReleaseReadsAndWrites() throws Exception {
        ResumableTestProtocol old = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> pipe.write(0, new byte[1]));
        ResumableTestProtocol next = new ResumableTestProtocol(ETH, CODES);
        long service = node.install(old);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        raw.send(16).send(17);
        Await.item(old.read);
        Await.item(old.read);
        ReleaseStatistics before = statistics();
        assertEquals(List.of(1L, 2L, 1L), List.of(before.sessions(), before.received(), before.sent()));
        assertFalse(before.sessionTime().isZero());

        node.registry.remove(service);
        world.loop.until("parked", () -> node.registry.parkingLot().size() == 1);
        ReleaseStatistics departed = statistics();
        assertEquals(List.of(1L, 2L, 1L), List.of(departed.sessions(), departed.received(), departed.sent()));
        assertFalse(departed.handlingP99().isZero());
        assertEquals(departed.sessionTime(), statistics().sessionTime(), "it is over");
        node.install(next);
        world.loop.until("resumed", () -> !next.resumed.isEmpty());
        raw.send(18);
        Await.item(next.read);
        ReleaseStatistics after = statistics();
        assertEquals(List.of(1L, 1L, 0L), List.of(after.sessions(), after.received(), after.sent()));
        assertBlame(0, 0);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end(1, 1, raw -> raw.send(16, (byte) 0)),
                end(0, 1, raw -> raw.send(16, (byte) 1)),
                end(0, 1, raw -> raw.send(16, (byte) 2)),
                end(0, 1, raw -> raw.send(BaseMessages.DISCONNECT, (byte) 0)),
                end(0, 1, raw -> raw.send(BaseMessages.DISCONNECT, (byte) 8)),
                end(0, 1, raw -> raw.send(15_000)),
                end(0, 1, raw -> raw.link().breakDown()));
    }

    /** What befalls a link. */
    private interface Fate {
        void befall(RawPeer raw);
    }

    private static Arguments end(int failures, int disconnects, Fate fate) {
        return Arguments.of(failures, disconnects, fate);
    }

    @ParameterizedTest(name = "{index}: {0} failures, {1} disconnects")
    @MethodSource("ends")
    void tellsFailuresFromOtherEnds(int failures, int disconnects, Fate fate) {
        node.install(new TestProtocol(ETH, CODES, (peer, pipe) -> {
            switch (pipe.read().payload()[0]) {
                case 0 -> throw new IllegalStateException("broken");
                case 1 -> throw new DisconnectException(DisconnectReason.USELESS_PEER, "another chain");
                default -> {}
            }
        }));
        fate.befall(RawPeer.dial(world, 2, node).greet(ETH));
        world.loop.until("ended", () -> node.peers() == 0);

        assertBlame(failures, disconnects);
    }

    @Test
    void countsNoEndThatSomebodyWishedFor() {
        node.install(new TestProtocol(ETH, CODES));
        for (DisconnectReason reason : List.of(DisconnectReason.REQUESTED, DisconnectReason.QUITTING)) {
            RawPeer.dial(world, 2, node).greet(ETH);
            node.switchboard.peers().get(0).disconnect(reason);
            world.loop.until("ended", () -> node.peers() == 0);
        }
        assertBlame(0, 0);
        RawPeer.dial(world, 2, node).greet(ETH);
        node.switchboard.peers().get(0).disconnect(DisconnectReason.USELESS_PEER);
        world.loop.until("ended", () -> node.peers() == 0);
        assertBlame(0, 1);
    }

    @Test
    void doesNotHoldARemovalAgainstTheOtherProtocols() {
        node.install(new TestProtocol(SHH, 1));
        long service = node.install(new TestProtocol(ETH, CODES));
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH, SHH);
        node.registry.remove(service);
        world.loop.until("ended", raw::ended);

        assertBlame(0, 0);
    }

    @Test
    void countsTheFailureOfAnIsolatedSessionOnceAndNotItsLink() {
        node.install(new TestProtocol(SHH, 1, (peer, pipe) -> {
            throw new IllegalStateException("broken");
        }));
        long service = node.install(new TestProtocol(ETH, CODES));
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH, SHH);
        world.loop.until("failed", () -> row(SHH).statistics().failures() == 1);
        raw.send(BaseMessages.DISCONNECT, (byte) 4);

        assertEquals(1, row(SHH).statistics().failures());
        assertEquals(0, row(SHH).statistics().disconnects());
        assertEquals(1, row(ETH).statistics().disconnects());
        node.registry.remove(service);
    }

    @Test
    void blamesAReleaseThatCannotTakeOver() {
        ResumableTestProtocol reluctant = new ResumableTestProtocol(ETH, CODES) {
            @Override
            public boolean reads(int stateVersion) {
                return false;
            }
        };
        long service = node.install(new ResumableTestProtocol(ETH, CODES));
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH);
        node.registry.remove(service);
        node.install(reluctant);
        world.loop.until("ended", raw::ended);

        assertBlame(1, 0);
        assertEquals(0, statistics().sessions());
    }

    @Test
    void blamesAReleaseThatFailsWhenItIsToHandOver() throws Exception {
        ResumableTestProtocol clumsy = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            try {
                pipe.read();
            } catch (HandOverException signal) {
                throw new IllegalStateException("no state");
            }
        });
        TestProtocol shh = new TestProtocol(SHH, 1, (peer, pipe) -> new CountDownLatch(1).await());
        node.install(shh);
        long service = node.install(clumsy);
        node.install(new ResumableTestProtocol(ETH, CODES), -1);
        InstalledProtocol installed = node.registry.serving(TestNode.id(2)).get(0);
        RawPeer raw = RawPeer.dial(world, 2, node).greet(ETH, SHH);
        Await.parked(Await.item(clumsy.threads));
        node.registry.remove(service);
        world.loop.until("ended", raw::ended);

        assertEquals(1, installed.tally().statistics().failures());
        world.advance(Duration.ofSeconds(6));
        assertTrue(node.registry.registered().stream()
                .allMatch(row -> row.statistics().failures() == 0));
    }

    private void assertBlame(int failures, int disconnects) {
        assertEquals(
                List.of((long) failures, (long) disconnects),
                List.of(
                        node.registry.registered().stream()
                                .mapToLong(row -> row.statistics().failures())
                                .sum(),
                        node.registry.registered().stream()
                                .mapToLong(row -> row.statistics().disconnects())
                                .sum()));
    }

    private ReleaseStatistics statistics() {
        return row(ETH).statistics();
    }

    private RegisteredProtocol row(String capability) {
        return node.registry.registered().stream()
                .filter(row -> row.capability().toString().equals(capability))
                .findFirst()
                .orElseThrow();
    }
}
