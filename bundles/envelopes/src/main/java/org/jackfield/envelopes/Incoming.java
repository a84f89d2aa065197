package org.jackfield.envelopes;

import java.util.Optional;
import org.jackfield.api.DisconnectException;

/** What peers send. */
final class Incoming {

    private final MemoryPool pool;
    private final Announcer announcer;
    private final RateLimits limits;

    Incoming(MemoryPool pool, Announcer announcer, RateLimits limits) {
        this.pool = pool;
        this.announcer = announcer;
        this.limits = limits;
    }

    /** Trusted peers answer requests of ours with as many packets as there are envelopes. */
    void arrived(Seat seat, int bytes) throws DisconnectException {
        if (!seat.party().trusted) {
            limits.arrived(seat.party().id(), seat.party().address(), bytes);
        }
    }

    void received(Seat seat, Envelope envelope) throws RejectedEnvelopeException, InterruptedException {
        pool.receive(envelope, new Origin(Optional.of(seat.party()), seat.light));
    }

    void direct(Seat seat, Envelope envelope) throws InterruptedException {
        if (seat.party().trusted) {
            announcer.ticket().use(listener -> listener.direct(seat.party().id(), envelope));
        }
    }
}
