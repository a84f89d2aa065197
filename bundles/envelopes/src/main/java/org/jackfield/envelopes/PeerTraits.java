package org.jackfield.envelopes;

import java.util.List;
import java.util.Optional;

/**
 * What a peer has told of itself.
 *
 * @param minWork least proof of work that it accepts
 * @param interest the topics that it wants
 * @param light whether it relays nothing
 * @param confirmations whether it wants packets of envelopes to be confirmed (waku)
 * @param topics if present, exactly those wanted, whatever {@code interest} says (waku); at most 10,000
 */
public record PeerTraits(
        double minWork, Bloom interest, boolean light, boolean confirmations, Optional<List<Topic>> topics) {

    /** Wants everything. */
    public static final PeerTraits FULL = new PeerTraits(0, Bloom.FULL, false, false, Optional.empty());
}
