package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jackfield.envelopes.EnvelopeMessage.Envelopes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that do all at once: each reads on its own thread and writes on another one. */
@Timeout(60)
class ManyThreadsTest {

    private static final int PEERS = 6;
    private static final int ENVELOPES = 200;

    private final Room room = new Room();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Envelope>> sent = new ArrayList<>();

    @Test
    void takeEachEnvelopeOnceAndSendItOnce() throws Exception {
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < ENVELOPES; i++) {
            envelopes.add(Samples.envelope());
        }
        CountDownLatch read = new CountDownLatch(PEERS);
        List<Future<?>> sessions = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            EnvelopeSeat seat = room.join(i);
            List<Envelope> toPeer = new ArrayList<>();
            sent.add(toPeer);
            // Each peer knows two thirds of them, in an order of its own.
            List<Envelope> known = new ArrayList<>(envelopes.subList(0, 2 * ENVELOPES / 3));
            Collections.rotate(envelopes, ENVELOPES / 3);
            Collections.shuffle(known, new Random(i));
            sessions.add(threads.submit(() -> {
                for (Envelope envelope : known) {
                    seat.received(Envelope.decode(envelope.encoded()));
                }
                read.countDown();
                return true;
            }));
            sessions.add(threads.submit(() -> write(seat, toPeer, read)));
        }
        for (Future<?> session : sessions) {
            session.get(30, TimeUnit.SECONDS);
        }
        threads.shutdownNow();
        assertEquals(ENVELOPES, room.pool.status().envelopes());
        assertEquals(ENVELOPES, room.heard.size());
        assertEquals(ENVELOPES, new HashSet<>(room.heard).size());
        for (List<Envelope> toPeer : sent) {
            assertEquals(toPeer.size(), new HashSet<>(toPeer).size(), "sent twice");
            assertTrue(toPeer.size() >= ENVELOPES / 3, "not sent: " + toPeer.size());
        }
    }

    private boolean write(EnvelopeSeat seat, List<Envelope> toPeer, CountDownLatch read) throws InterruptedException {
        boolean last = false;
        while (!last) {
            last = read.await(1, TimeUnit.MILLISECONDS);
            room.relay.cycle();
            for (Optional<EnvelopeMessage> next = seat.next(); next.isPresent(); next = seat.next()) {
                toPeer.addAll(((Envelopes) next.get()).envelopes());
                seat.sent(next.get());
            }
        }
        return true;
    }
}
