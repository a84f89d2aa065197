package org.jackfield.pss;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jackfield.crypto.Hash;

/**
 * Which messages have been here lately, so that none goes round. Messages to the same address, of the same topic and contents are one,
 * whatever they say of their expiry (ethersphere swarm v0.5.8, pss/message/message.go, {@code Digest}). For all threads.
 */
final class SeenMessages {

    static final long MEMORY_NANOS = Duration.ofSeconds(30).toNanos();

    /** About ten megabytes. Beyond it the oldest are forgotten sooner. */
    static final int CAPACITY = 1 << 16;

    private final LongSupplier nanos;

    /** When each came, oldest first. */
    private final Map<Hash, Long> seen = new LinkedHashMap<>();

    SeenMessages(LongSupplier nanos) {
        this.nanos = nanos;
    }

    static Hash digest(PssMessage message) {
        return Hash.ofContent(message.to().bytes(), message.topic().bytes(), message.payload());
    }

    /** @return whether it is new */
    boolean add(PssMessage message) {
        Hash digest = digest(message);
        synchronized (this) {
            long now = nanos.getAsLong();
            forgetOld(now);
            return seen.putIfAbsent(digest, now) == null;
        }
    }

    private void forgetOld(long now) {
        Iterator<Long> since = seen.values().iterator();
        while (since.hasNext() && (now - since.next() > MEMORY_NANOS || seen.size() >= CAPACITY)) {
            since.remove();
        }
    }
}
