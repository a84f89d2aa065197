package org.jackfield.envelopes;

import org.jackfield.envelopes.RejectedEnvelopeException.Cause;

/**
 * What an envelope has to be like, in the order of go-ethereum v1.8.27, whisper/whisperv6/whisper.go, {@code add}. Settings and
 * time are those of one moment.
 *
 * @param now in seconds since 1970
 */
record Acceptance(long now, PoolSettings settings, double toleratedWork, Bloom toleratedInterest) {

    /** How far clocks may be apart, in seconds. */
    static final long SYNC_SECONDS = 10;

    /**
     * Judges what can be seen at once.
     *
     * @return false if it has just expired and is passed over
     * @throws RejectedEnvelopeException if it is of another time, or too large
     */
    boolean looksRight(Envelope envelope) throws RejectedEnvelopeException {
        if (envelope.sent() > now + SYNC_SECONDS) {
            throw rejected(Cause.TIME, envelope, "sent " + (envelope.sent() - now) + " s in the future");
        }
        if (envelope.expiry() < now - 2 * SYNC_SECONDS) {
            throw rejected(Cause.TIME, envelope, "expired " + (now - envelope.expiry()) + " s ago");
        }
        if (envelope.expiry() < now) {
            return false;
        }
        // go-ethereum divides by it and takes infinity for enough; Nimbus refuses, and so do we.
        if (envelope.ttl() == 0) {
            throw rejected(Cause.TIME, envelope, "a ttl of 0");
        }
        if (envelope.size() > settings.maxMessageBytes()) {
            throw rejected(Cause.SIZE, envelope, "at most " + settings.maxMessageBytes() + " B expected");
        }
        return true;
    }

    /** How much later than its ttl says it ends, as seen from now: with a second for the way, if it was sent in the future. */
    long lateSeconds(Envelope envelope) {
        return envelope.sent() > now ? envelope.sent() - now + 1 : 0;
    }

    /**
     * Judges what takes work to see.
     *
     * @throws RejectedEnvelopeException if the work is too little, or nobody here wants it
     */
    void check(Envelope envelope, Proof proof) throws RejectedEnvelopeException {
        double work = proof.work(settings.generation(), lateSeconds(envelope));
        if (work < settings.minWork() && work < toleratedWork) {
            throw rejected(Cause.WORK, envelope, "proof of work " + work + ", expected " + settings.minWork());
        }
        if (!settings.interest().wants(envelope.topic()) && !toleratedInterest.wants(envelope.topic())) {
            throw rejected(Cause.TOPIC, envelope, "of no topic asked for");
        }
    }

    private static RejectedEnvelopeException rejected(Cause cause, Envelope envelope, String why) {
        // The hash is not worth its computation: whoever sends what is refused has chosen the size.
        return new RejectedEnvelopeException(
                cause, "envelope on " + envelope.topic() + " (" + envelope.size() + " B): " + why);
    }
}
