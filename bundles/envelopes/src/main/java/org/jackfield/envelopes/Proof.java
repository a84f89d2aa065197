package org.jackfield.envelopes;

/** An envelope's proof of work as either generation measures it; counted when first asked for, by whichever thread. */
final class Proof {

    private static final int UNKNOWN = -1;

    private final Envelope envelope;
    private final long lateSeconds;
    private volatile int earlierBits = UNKNOWN;
    private volatile int laterBits = UNKNOWN;

    /** @param lateSeconds by how much its life is longer than its ttl, as it was sent in the future */
    Proof(Envelope envelope, long lateSeconds) {
        this.envelope = envelope;
        this.lateSeconds = lateSeconds;
    }

    double work(Generation generation) {
        return work(generation, lateSeconds);
    }

    /** As it would be with that much more life. */
    double work(Generation generation, long late) {
        return generation.work(envelope, bits(generation), late);
    }

    private int bits(Generation generation) {
        int bits = generation == Generation.EARLIER ? earlierBits : laterBits;
        if (bits == UNKNOWN) {
            bits = generation.bits(envelope);
            if (generation == Generation.EARLIER) {
                earlierBits = bits;
            } else {
                laterBits = bits;
            }
        }
        return bits;
    }
}
