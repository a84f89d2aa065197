package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.HandOverException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.core.TestNode.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbered messages both ways, by two threads a session, while one release after the other takes over. */
class HandOverStressTest {

    private static final int SWAPS = 200;
    private static final int MOST_STEPS = 10 * SWAPS;
    private static final int PEERS = 3;
    private static final int PAYLOAD_BYTES = 700;
    private static final Object[] SMALL_BOXES = {
        "listen", "127.0.0.1:0", "inboxBytes", 20_000, "outboxBytes", 10_000, "parkedTotalBytes", 40_000L
    };

    private static final Long[] BUNDLES = {7L, 8L};

    private final World world = new World();
    private final TestNode node = new TestNode(1, world, SMALL_BOXES);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final LinkedBlockingQueue<String> faults = new LinkedBlockingQueue<>();
    private final AtomicInteger resumptions = new AtomicInteger();
    /** A permit for each message read. */
    private final Semaphore flow = new Semaphore(0);

    private final List<TestNode> others = new ArrayList<>();

    @Test
    void losesReordersAndRepeatsNothing() throws Exception {
        Map<NodeId, Counting> near = new ConcurrentHashMap<>();
        Map<NodeId, Counting> far = connectAll(near, PEERS);
        Thread swapping = new Thread(() -> swap(1, near));
        swapping.start();
        world.loop.until("swapped " + SWAPS + " times", () -> !swapping.isAlive() || !faults.isEmpty());
        enough.set(true);
        world.loop.until("all that was written was read", () -> !faults.isEmpty() || allRead(near, far));

        assertNull(faults.poll());
        assertEquals(PEERS, node.peers());
        assertTrue(resumptions.get() >= SWAPS * PEERS * 4 / 5, resumptions + " resumptions");
        far.values().forEach(counting -> assertTrue(counting.nextRead > SWAPS, "messages flowed all the time"));
    }

    @AfterEach
    void end() {
        others.forEach(other -> other.switchboard.disconnect(node.id));
        world.loop.until("gone", () -> node.peers() == 0);
    }

    private Map<NodeId, Counting> connectAll(Map<NodeId, Counting> near, int peers) {
        node.install(new CountingProtocol(near, 1), 0, BUNDLES[0]);
        Map<NodeId, Counting> far = new HashMap<>();
        for (int i = 0; i < peers; i++) {
            TestNode other = new TestNode(2 + i, world, SMALL_BOXES);
            Map<NodeId, Counting> mine = new ConcurrentHashMap<>();
            other.install(new CountingProtocol(mine, 0));
            other.connect(node);
            world.loop.until("connected", () -> mine.containsKey(node.id) && near.containsKey(other.id));
            far.put(other.id, mine.get(node.id));
            others.add(other);
        }
        return far;
    }

    /** All that may happen to two bundles, one of them a canary every now and then, in any order. */
    @Test
    void losesReordersAndRepeatsNothingToCanaries() throws Exception {
        Map<NodeId, Counting> near = new ConcurrentHashMap<>();
        Map<NodeId, Counting> far = connectAll(near, 2 * PEERS);
        Thread steering = new Thread(() -> steer(near));
        steering.start();
        world.loop.until("steered " + SWAPS + " times and more", () -> !steering.isAlive() || !faults.isEmpty());
        enough.set(true);
        world.loop.until("all that was written was read", () -> !faults.isEmpty() || allRead(near, far));

        assertNull(faults.poll());
        assertEquals(2 * PEERS, node.peers());
        assertTrue(resumptions.get() >= SWAPS, resumptions + " resumptions");
        assertEquals(
                0,
                node.registry.registered().stream()
                        .mapToLong(row ->
                                row.statistics().failures() + row.statistics().disconnects())
                        .sum());
        far.values().forEach(counting -> assertTrue(counting.nextRead > SWAPS, "messages flowed all the time"));
    }

    private void steer(Map<NodeId, Counting> near) {
        Random random = new Random(7);
        Map<Long, Long> services = new HashMap<>(Map.of(BUNDLES[0], 1L));
        try {
            // On a slow machine a step may be over before a session has moved.
            for (int step = 0;
                    (step < SWAPS || resumptions.get() < SWAPS) && step < MOST_STEPS && faults.isEmpty();
                    step++) {
                long bundle = BUNDLES[random.nextInt(2)];
                switch (random.nextInt(5)) {
                    case 0, 1 -> node.registry.canary(bundle, 0.05 + 0.9 * random.nextDouble());
                    case 2 -> node.registry.endCanary(bundle);
                    default -> replace(bundle, services, new CountingProtocol(near, step), random);
                }
                if (step % 4 != 0) {
                    // Everybody may be waiting for a release that is no canary: then nothing flows.
                    flow.drainPermits();
                    flow.tryAcquire(100, 20, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            faults.add(e.toString());
        }
        node.registry.endCanary(BUNDLES[0]);
        node.registry.endCanary(BUNDLES[1]);
    }

    /** In place, or plugs in or out. Somebody is always there, if only as a canary. */
    private void replace(long bundle, Map<Long, Long> services, CountingProtocol next, Random random) {
        Long service = services.remove(bundle);
        if (service != null) {
            node.registry.remove(service);
        }
        if (service == null || services.isEmpty() || random.nextBoolean()) {
            services.put(bundle, node.install(next, random.nextInt(3), bundle));
        }
    }

    private void swap(long first, Map<NodeId, Counting> near) {
        long service = first;
        try {
            for (int release = 2; release < 2 + SWAPS; release++) {
                // In turn: the new one after the old one, as by an update, and before it.
                boolean beside = release % 2 == 0;
                CountingProtocol next = new CountingProtocol(near, release);
                long former = service;
                if (beside) {
                    service = node.install(next);
                    node.registry.remove(former);
                } else {
                    node.registry.remove(former);
                    service = node.install(next);
                }
                // Some swaps come upon each other's heels.
                if (release % 5 != 0 && !next.resumed.tryAcquire(PEERS, Await.SECONDS, TimeUnit.SECONDS)) {
                    faults.add("not resumed by release " + release);
                }
            }
        } catch (InterruptedException e) {
            faults.add(e.toString());
        }
    }

    private static boolean allRead(Map<NodeId, Counting> near, Map<NodeId, Counting> far) {
        return far.entrySet().stream().allMatch(entry -> {
            Counting one = near.get(entry.getKey());
            Counting other = entry.getValue();
            return one.stopped && other.stopped && one.nextRead == other.nextWrite && other.nextRead == one.nextWrite;
        });
    }

    /** The state of one session: the numbers to be read and written next. */
    private static final class Counting {
        volatile int nextRead;
        volatile int nextWrite;
        volatile boolean stopped;

        SessionState state() {
            return new SessionState(
                    1,
                    ByteBuffer.allocate(2 * Integer.BYTES)
                            .putInt(nextRead)
                            .putInt(nextWrite)
                            .array());
        }
    }

    private final class CountingProtocol extends TestProtocol implements ResumableProtocol {

        private final Map<NodeId, Counting> sessions;
        private final int release;
        private final Semaphore resumed = new Semaphore(0);

        CountingProtocol(Map<NodeId, Counting> sessions, int release) {
            super("count/1", 2);
            this.sessions = sessions;
            this.release = release;
        }

        @Override
        public boolean reads(int stateVersion) {
            return true;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            speak(peer, pipe, new Counting());
        }

        @Override
        public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
            ByteBuffer bytes = ByteBuffer.wrap(state.bytes());
            Counting counting = new Counting();
            counting.nextRead = bytes.getInt();
            counting.nextWrite = bytes.getInt();
            resumptions.incrementAndGet();
            resumed.release();
            speak(peer, pipe, counting);
        }

        private void speak(Peer peer, MessagePipe pipe, Counting counting) throws Exception {
            sessions.put(peer.id(), counting);
            Thread writer = new Thread(() -> write(pipe, counting));
            writer.start();
            try {
                while (true) {
                    int number = ByteBuffer.wrap(pipe.read().payload()).getInt();
                    if (number != counting.nextRead) {
                        faults.add("release " + release + " read " + number + " for " + counting.nextRead);
                    }
                    counting.nextRead++;
                    flow.release();
                }
            } catch (HandOverException signal) {
                // It is refused by now, or through.
                writer.join();
                throw signal.with(counting.state());
            }
        }

        private void write(MessagePipe pipe, Counting counting) {
            try {
                while (!enough.get()) {
                    byte[] payload = new byte[PAYLOAD_BYTES];
                    ByteBuffer.wrap(payload).putInt(counting.nextWrite);
                    pipe.write(counting.nextWrite % 2, payload);
                    counting.nextWrite++;
                }
                counting.stopped = true;
            } catch (IOException refused) {
                // Not sent: the next release has this number.
            } catch (InterruptedException e) {
                faults.add(e.toString());
            }
        }
    }
}
