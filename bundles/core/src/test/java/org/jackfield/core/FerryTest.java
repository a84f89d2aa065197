package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Peer;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions change hands a few at a time. */
class FerryTest {

    private static final String ETH = "eth/63";
    private static final int CODES = 17;
    private static final long CANARY = 8;
    private static final int PEERS = 10;

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, "listen", "127.0.0.1:0");
    private final BlockingQueue<Peer> leaving = new LinkedBlockingQueue<>();
    private final Semaphore doors = new Semaphore(0);
    private final ResumableTestProtocol canary = new ResumableTestProtocol(ETH, CODES);
    private final List<RawPeer> raws = new ArrayList<>();

    @AfterEach
    void openAllDoors() {
        doors.release(PEERS);
    }

    @Test
    void callsTheNextWhenOneHasArrived() throws Exception {
        CompletableFuture<Void> done = moveAll();
        for (int moved = 0; moved < PEERS; moved++) {
            int out = Math.min(PEERS, moved + Ferry.AT_ONCE) - moved;
            world.loop.until(out + " leave", () -> leaving.size() == out);
            world.loop.turn();
            assertEquals(out, leaving.size());
            assertFalse(done.isDone());
            leaving.remove();
            doors.release();
            int arrived = moved + 1;
            world.loop.until(arrived + " have arrived", () -> canary.resumed.size() == arrived);
        }
        world.loop.until("all have arrived", done::isDone);
        assertTrue(raws.stream().noneMatch(RawPeer::ended));
    }

    @Test
    void doesNotWaitForLinksThatEnd() throws Exception {
        CompletableFuture<Void> done = moveAll();
        world.loop.until("some leave", () -> leaving.size() == Ferry.AT_ONCE);
        raws.forEach(raw -> raw.send(BaseMessages.DISCONNECT, (byte) 8));
        doors.release(PEERS);
        world.loop.until("nobody is left", done::isDone);
        assertTrue(canary.resumed.isEmpty());
    }

    @Test
    void leavesThoseWhereTheyAreWhoNeedNotMoveAnyMore() throws Exception {
        moveAll();
        world.loop.until("some leave", () -> leaving.size() == Ferry.AT_ONCE);
        CompletableFuture<Void> done = node.registry.canary(CANARY, 0).toCompletableFuture();
        doors.release(PEERS);
        world.loop.until("settled", () -> done.isDone() && sessions(7) == PEERS);
        assertEquals(Ferry.AT_ONCE, leaving.size());
        assertEquals(0, sessions(CANARY));
    }

    @Test
    void isDoneAtOnceWhereNobodyMoves() {
        assertTrue(node.registry.canary(CANARY, 1).toCompletableFuture().isDone());
        assertTrue(node.registry.endCanary(CANARY).toCompletableFuture().isDone());
    }

    /** All sessions are on their way from a release that each leaves through a door. */
    private CompletableFuture<Void> moveAll() throws Exception {
        ResumableTestProtocol slow = new ResumableTestProtocol(ETH, CODES, (peer, pipe) -> {
            try {
                pipe.read();
            } catch (HandOverException signal) {
                leaving.add(peer);
                assertTrue(doors.tryAcquire(Await.SECONDS, TimeUnit.SECONDS), "let out in time");
                throw signal;
            }
        });
        node.install(slow);
        for (int number = 2; number < 2 + PEERS; number++) {
            raws.add(RawPeer.dial(world, number, node).greet(ETH));
        }
        for (int i = 0; i < PEERS; i++) {
            Await.parked(Await.item(slow.threads));
        }
        node.install(canary, 0, CANARY);
        // Nobody is given to a canary that stands by.
        assertTrue(node.registry.canary(CANARY, 0).toCompletableFuture().isDone());
        assertTrue(leaving.isEmpty());
        return node.registry.canary(CANARY, 1).toCompletableFuture();
    }

    private int sessions(long bundleId) {
        return node.registry.registered().stream()
                .filter(row -> row.bundleId() == bundleId)
                .mapToInt(RegisteredProtocol::sessions)
                .sum();
    }
}
