package org.jackfield.whisper;

import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;

/**
 * What sessions are connected to. All of it outlives this bundle.
 *
 * @param terms what only waku's peers are told; the same for the life of a session
 */
record Rooms(EnvelopePool pool, EnvelopeRelay relay, WakuTerms terms) {

    /** What peers are to know of us now. */
    OwnTraits own() {
        return OwnTraits.of(pool.settings(), terms);
    }

    int maxMessageBytes() {
        return pool.settings().maxMessageBytes();
    }
}
