package org.jackfield.envelopes;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jackfield.crypto.Hash;

/**
 * Envelopes that have left the pool and are not to come again: until the checks of time keep them out, also if the clock is
 * set back a little. At most {@link #CAPACITY}; the eldest is forgotten first.
 */
final class Remembered {

    static final int CAPACITY = 65_536;

    /** For how long they are remembered after their expiry, in seconds. */
    static final long GRACE_SECONDS = 60;

    private final Map<Hash, Long> expiries = new LinkedHashMap<>();

    void add(Envelope envelope) {
        if (expiries.size() == CAPACITY) {
            Iterator<Hash> eldest = expiries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        expiries.put(envelope.hash(), envelope.expiry());
    }

    boolean has(Hash hash) {
        return expiries.containsKey(hash);
    }

    void forget(long now) {
        expiries.values().removeIf(expiry -> expiry < now - GRACE_SECONDS);
    }
}
