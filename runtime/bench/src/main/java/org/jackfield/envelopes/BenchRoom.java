package org.jackfield.envelopes;

import java.util.concurrent.Executor;
import org.jackfield.api.NodeId;
import org.jackfield.envelopes.RateLimits.Rates;

/** Pool and relay as the component puts them together, with its defaults, one listener, and no timer. */
final class BenchRoom {

    static final String LATER_GETH = "Geth/v1.9.20-stable-979fc968/linux-amd64/go1.15";
    static final String EARLIER_GETH = "Geth/v1.8.27-stable-4bcc0a37/linux-amd64/go1.11.5";
    static final double MIN_WORK = 0.2;

    private static final Rates RATES = new Rates(50, 1 << 20, 1000, 16 << 20, 32);
    private static final int MAX_ENVELOPES = 32_768;
    private static final long MAX_BYTES = 64 << 20;

    final MemoryPool pool;
    final SeatedRelay relay;
    final RateLimits limits = new RateLimits(RATES, Time.SYSTEM);

    /** @param minWork that is asked for from the start and not only when the default has settled */
    BenchRoom(double minWork, Executor listening) {
        Guard guard = new Guard();
        Announcer announcer = new Announcer(listening);
        PoolSettings settings = new PoolSettings(minWork, Bloom.FULL, false, 1 << 20, Generation.LATER);
        pool = new MemoryPool(settings, new EnvelopeTable(MAX_ENVELOPES, MAX_BYTES), announcer, guard, Time.SYSTEM);
        relay = new SeatedRelay(pool, new Incoming(pool, announcer, limits), guard);
        announcer.add(new EnvelopeListener() {
            @Override
            public void pooled(Envelope envelope) {
                envelope.topic();
            }

            @Override
            public void direct(NodeId from, Envelope envelope) {
                envelope.topic();
            }
        });
    }
}
