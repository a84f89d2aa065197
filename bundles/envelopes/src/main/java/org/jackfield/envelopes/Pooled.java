package org.jackfield.envelopes;

import java.util.BitSet;
import java.util.Comparator;

/** An envelope in the pool. */
final class Pooled {

    /** From the first to go to the last: less work, then the nearer end, then the later come. */
    static final Comparator<Pooled> ORDER = Comparator.<Pooled>comparingDouble(pooled -> pooled.work)
            .thenComparingLong(pooled -> pooled.envelope.expiry())
            .thenComparingLong(pooled -> -pooled.sequence);

    /** What it takes beside its encoding: itself, its place in three tables, hash and marks, in bytes. */
    static final int OVERHEAD_BYTES = 512;

    final Envelope envelope;
    final Proof proof;

    /** As measured here when it came: what it may stay for when there is no room for all. */
    final double work;

    /** In the order of arrival. */
    final long sequence;

    /** Those who have it or have been sent it, by {@link Party#slot}. */
    final BitSet knownTo = new BitSet();

    /** Whether it was made here. */
    boolean own;

    Pooled(Envelope envelope, Proof proof, double work, long sequence) {
        this.envelope = envelope;
        this.proof = proof;
        this.work = work;
        this.sequence = sequence;
    }

    long footprint() {
        return OVERHEAD_BYTES + envelope.encoded().length;
    }
}
