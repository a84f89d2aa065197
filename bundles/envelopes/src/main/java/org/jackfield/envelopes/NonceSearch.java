package org.jackfield.envelopes;

import java.util.Collection;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.jackfield.crypto.NonceDigest;

/** Looks for the nonce with the most zero bits, one after another from 0. For several generations it has to have them for each. */
final class NonceSearch {

    private final List<LongToIntFunction> measures;
    private long tried;
    private long best;
    private int bestBits;

    NonceSearch(Envelope envelope, Collection<Generation> generations) {
        measures = generations.stream()
                .map(generation -> measure(generation, new NonceDigest(generation.beginning(envelope))))
                .toList();
    }

    /** Tries so many, or fewer if {@code bits} are found. @return whether they are found */
    boolean search(int count, int bits) {
        for (long end = tried + count; tried < end && bestBits < bits; tried++) {
            int found = bits(tried);
            if (found > bestBits) {
                bestBits = found;
                best = tried;
            }
        }
        return bestBits >= bits;
    }

    /** The best nonce of all that were tried; 0 if none is better than another. */
    long best() {
        return best;
    }

    /** How many were tried. */
    long tried() {
        return tried;
    }

    /** The least of all measures; or less, if it is not better than the best. */
    private int bits(long nonce) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < measures.size() && least > bestBits; i++) {
            least = Math.min(least, measures.get(i).applyAsInt(nonce));
        }
        return least;
    }

    private static LongToIntFunction measure(Generation generation, NonceDigest digest) {
        return nonce -> {
            digest.nonce(nonce);
            return generation.zeros(digest);
        };
    }
}
