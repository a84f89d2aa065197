package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;

/**
 * Peers that send each other envelopes through us, with writers and rounds as in a node; and, if there is one, a hostile peer that
 * sends as fast as it can, comes back whenever it is thrown out, and has done the work for all of it.
 */
final class FloodRun {

    private static final int PEERS = 20;
    private static final int CYCLE_MILLIS = 300;
    private static final int SEND_MILLIS = 20;
    private static final int HOSTILE_PACKET = 50;

    private final BenchRoom room;
    private final List<Envelope> honest;
    private final List<Envelope> useless;
    private final Map<Hash, Long> sentAt = new ConcurrentHashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final AtomicLong hostileEnds = new AtomicLong();
    private final AtomicLong hostileEnvelopes = new AtomicLong();
    private final AtomicLong hostileRejections = new AtomicLong();
    private volatile boolean over;

    FloodRun(List<Envelope> honest, List<Envelope> useless) {
        this.honest = honest;
        this.useless = useless;
        room = new BenchRoom(BenchRoom.MIN_WORK, Runnable::run);
    }

    /** Latencies in ms from the last byte of an envelope to its being offered to another peer's writer, sorted. */
    List<Long> run() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleAtFixedRate(room.relay::cycle, CYCLE_MILLIS, CYCLE_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(room.pool::sweep, 1, 1, TimeUnit.SECONDS);
        timer.scheduleAtFixedRate(room.limits::sweep, 1, 1, TimeUnit.SECONDS);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<EnvelopeSeat> seats = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            seats.add(join(i, threads));
        }
        if (!useless.isEmpty()) {
            threads.execute(this::flood);
        }
        send(seats);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3 * CYCLE_MILLIS));
        over = true;
        timer.shutdownNow();
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
        return latencies.stream().sorted().toList();
    }

    /** How often the hostile peer was thrown out. */
    long hostileEnds() {
        return hostileEnds.get();
    }

    long hostileEnvelopes() {
        return hostileEnvelopes.get();
    }

    /** Of its envelopes, for too little work: which in waku/1 does not end a link. */
    long hostileRejections() {
        return hostileRejections.get();
    }

    PoolStatus status() {
        return room.pool.status();
    }

    private EnvelopeSeat join(int number, ExecutorService threads) {
        Semaphore woken = new Semaphore(0);
        EnvelopeSeat seat = room.relay.join(
                new BenchPeer(number, BenchRoom.LATER_GETH), Wire.SHH_6, PeerTraits.FULL, woken::release);
        threads.execute(() -> write(seat, woken));
        return seat;
    }

    private void write(EnvelopeSeat seat, Semaphore woken) {
        try {
            while (!over) {
                woken.acquire();
                woken.drainPermits();
                for (Optional<EnvelopeMessage> next = seat.next(); next.isPresent(); next = seat.next()) {
                    note(((EnvelopeMessage.Envelopes) next.get()).envelopes());
                    seat.sent(next.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(List<Envelope> envelopes) {
        long now = System.nanoTime();
        for (Envelope envelope : envelopes) {
            Long since = sentAt.get(envelope.hash());
            if (since != null) {
                synchronized (latencies) {
                    latencies.add(TimeUnit.NANOSECONDS.toMillis(now - since));
                }
            }
        }
    }

    private void send(List<EnvelopeSeat> seats) throws Exception {
        for (int i = 0; i < honest.size(); i++) {
            Envelope envelope = Envelope.decode(honest.get(i).encoded());
            EnvelopeSeat seat = seats.get(i % PEERS);
            sentAt.put(envelope.hash(), System.nanoTime());
            seat.arrived(envelope.encoded().length);
            seat.received(envelope);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SEND_MILLIS));
        }
    }

    private void flood() {
        int next = 0;
        for (int link = 0; !over; link++) {
            EnvelopeSeat seat =
                    room.relay.join(new BenchPeer(PEERS, BenchRoom.LATER_GETH), Wire.SHH_6, PeerTraits.FULL, () -> {});
            try {
                while (!over) {
                    List<Envelope> packet = useless.subList(next, next + HOSTILE_PACKET);
                    next = (next + HOSTILE_PACKET) % (useless.size() - HOSTILE_PACKET);
                    receive(seat, packet);
                }
            } catch (DisconnectException e) {
                hostileEnds.incrementAndGet();
                // Nobody is let in again at once: geth's interval for one address, made a hundred times shorter.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            seat.leave();
        }
    }

    private void receive(EnvelopeSeat seat, List<Envelope> packet) throws Exception {
        seat.arrived(
                packet.stream().mapToInt(envelope -> envelope.encoded().length).sum());
        for (Envelope envelope : packet) {
            hostileEnvelopes.incrementAndGet();
            try {
                seat.received(Envelope.decode(envelope.encoded()));
            } catch (RejectedEnvelopeException e) {
                hostileRejections.incrementAndGet();
            }
        }
    }
}
