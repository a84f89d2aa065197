package org.jackfield.envelopes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.fake.FakePeer;
import org.jackfield.envelopes.RateLimits.Rates;

/** Pool and relay as the component puts them together, with time that stands still and listeners that are called at once. */
final class Room {

    static final PoolSettings SETTINGS = new PoolSettings(0.2, Bloom.FULL, false, 1 << 20, Generation.LATER);
    static final Rates RATES = new Rates(50, 1 << 20, 1000, 16 << 20, 32);
    static final String LATER_GETH = "Geth/v1.9.20-stable-979fc968/linux-amd64/go1.15";
    static final String EARLIER_GETH = "Geth/v1.8.27-stable-4bcc0a37/linux-amd64/go1.11.5";

    final FakeTime time = new FakeTime();
    final Guard guard = new Guard();
    final Announcer announcer;
    final MemoryPool pool;
    final RateLimits limits;
    final SeatedRelay relay;
    final List<String> heard = new ArrayList<>();
    int wakes;

    Room() {
        this(SETTINGS, new EnvelopeTable(1000, 64 << 20));
    }

    Room(PoolSettings settings, EnvelopeTable table) {
        announcer = new Announcer(Runnable::run);
        pool = new MemoryPool(settings, table, announcer, guard, time);
        limits = new RateLimits(RATES, time);
        relay = new SeatedRelay(pool, new Incoming(pool, announcer, limits), guard);
        announcer.add(new EnvelopeListener() {
            @Override
            public void pooled(Envelope envelope) {
                heard.add("pooled " + envelope.hash());
            }

            @Override
            public void direct(NodeId from, Envelope envelope) {
                heard.add("direct " + from.shortHex() + " " + envelope.hash());
            }
        });
    }

    static Peer peer(int number) {
        return peer(number, LATER_GETH, 0);
    }

    /** @param link distinguishes one link with it from another */
    static Peer peer(int number, String clientId, int link) {
        return FakePeer.of(String.format("%08x", number), clientId, true, Instant.ofEpochSecond(FakeTime.START + link));
    }

    EnvelopeSeat join(int number) {
        return join(peer(number), Wire.SHH_6, PeerTraits.FULL);
    }

    EnvelopeSeat join(Peer peer, Wire wire, PeerTraits traits) {
        return relay.join(peer, wire, traits, () -> wakes++);
    }

    static PeerTraits wanting(double work, Bloom interest) {
        return new PeerTraits(work, interest, false, false, Optional.empty());
    }

    /** All that the seat has to send, each of it sent. */
    static List<EnvelopeMessage> drain(EnvelopeSeat seat) {
        List<EnvelopeMessage> messages = new ArrayList<>();
        for (Optional<EnvelopeMessage> next = seat.next(); next.isPresent(); next = seat.next()) {
            messages.add(next.get());
            seat.sent(next.get());
        }
        return messages;
    }

    /** The envelopes of the pool that the seat has to send in the next cycle. */
    List<Envelope> cycle(EnvelopeSeat seat) {
        relay.cycle();
        return drain(seat).stream()
                .flatMap(message -> ((EnvelopeMessage.Envelopes) message).envelopes().stream())
                .toList();
    }
}
