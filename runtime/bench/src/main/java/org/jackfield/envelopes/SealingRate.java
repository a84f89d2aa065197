package org.jackfield.envelopes;

import java.nio.ByteBuffer;
import java.util.List;
import org.jackfield.crypto.Keccak256;

/** How many nonces a second are tried, beside a plain loop that hashes the same bytes. */
final class SealingRate {

    private static final int NONCES = 200_000;

    private final Envelope envelope;
    private final List<Generation> generations;
    private final byte[] input;
    private int kept;

    SealingRate(int dataBytes, List<Generation> generations) {
        envelope = new MadeEnvelopes(50).make(dataBytes, 0);
        this.generations = generations;
        // What the last generation's one hash a nonce is of.
        int beginning = generations.contains(Generation.LATER) ? envelope.unsealedBytes() : Keccak256.BYTES + 24;
        input = new byte[beginning + Long.BYTES];
    }

    /** Nonces a second of a thread's time. */
    double search() {
        NonceSearch search = new NonceSearch(envelope, generations);
        long begun = ThreadTime.nanos();
        search.search(NONCES, Integer.MAX_VALUE);
        double rate = NONCES * 1e9 / (ThreadTime.nanos() - begun);
        kept += (int) search.best();
        return rate;
    }

    double plainLoop() {
        long begun = ThreadTime.nanos();
        for (int nonce = 0; nonce < NONCES; nonce++) {
            ByteBuffer.wrap(input).putLong(input.length - Long.BYTES, nonce);
            kept += Keccak256.hash(input)[0];
        }
        return NONCES * 1e9 / (ThreadTime.nanos() - begun);
    }

    int inputBytes() {
        return input.length;
    }

    /** Of all hashes something, so that they have to be computed. */
    int kept() {
        return kept;
    }
}
