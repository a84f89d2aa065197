package org.jackfield.envelopes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jackfield.crypto.Hash;

/**
 * The envelopes that are here, within limits. When there are too many, those with the least work go first, and of these the ones
 * that end soonest: work is a price by byte and second, so that whoever wants to push others out has to pay more than they
 * did for the room that he takes. Not for use by several threads.
 */
final class EnvelopeTable {

    private final int maxCount;
    private final long maxBytes;
    private final Map<Hash, Pooled> byHash = new HashMap<>();
    private final NavigableMap<Long, Pooled> bySequence = new TreeMap<>();
    private final TreeSet<Pooled> order = new TreeSet<>(Pooled.ORDER);
    private final Remembered former = new Remembered();
    private long footprint;
    private long encodedBytes;
    private long lastSequence;

    long accepted;
    long expired;
    long evicted;

    /** @param maxBytes of memory, about */
    EnvelopeTable(int maxCount, long maxBytes) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
    }

    /** Adds one that is not there, and lets others go for it; if there is no room for it, it goes itself. */
    Pooled add(Envelope envelope, Proof proof, double work) {
        Pooled pooled = new Pooled(envelope, proof, work, ++lastSequence);
        byHash.put(envelope.hash(), pooled);
        bySequence.put(pooled.sequence, pooled);
        order.add(pooled);
        footprint += pooled.footprint();
        encodedBytes += envelope.encoded().length;
        accepted++;
        while (byHash.size() > maxCount || footprint > maxBytes) {
            remove(order.first());
            evicted++;
        }
        return pooled;
    }

    Optional<Pooled> find(Hash hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /** Whether it has been here and has gone. */
    boolean remembers(Hash hash) {
        return former.has(hash);
    }

    Collection<Pooled> all() {
        return bySequence.values();
    }

    /** Those that came after {@code sequence}, and not after {@code end}, in the order of arrival. */
    Collection<Pooled> between(long sequence, long end) {
        return bySequence.subMap(sequence, false, end, true).values();
    }

    long lastSequence() {
        return lastSequence;
    }

    /** Lets those go that end before {@code now}, in seconds since 1970. */
    void expire(long now) {
        List<Pooled> over = bySequence.values().stream()
                .filter(pooled -> pooled.envelope.expiry() < now)
                .toList();
        over.forEach(this::remove);
        expired += over.size();
        former.forget(now);
    }

    int count() {
        return byHash.size();
    }

    /** Of the encodings. */
    long encodedBytes() {
        return encodedBytes;
    }

    private void remove(Pooled pooled) {
        byHash.remove(pooled.envelope.hash());
        bySequence.remove(pooled.sequence);
        order.remove(pooled);
        footprint -= pooled.footprint();
        encodedBytes -= pooled.envelope.encoded().length;
        former.add(pooled.envelope);
    }
}
