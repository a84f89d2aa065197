package org.jackfield.overlay;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whom to ask for a chunk (ethersphere swarm v0.5.8, network/retrieval/retrieve.go, {@code findPeerLB}): never whoever asked us,
 * nobody twice. Outside of our neighbourhood only a peer nearer to the chunk than we are; inside of it only neighbours, and
 * nearer ones than whoever asked us, so that a request does not go round. Of those the nearest, of equals who has least to do.
 *
 * @param ours the chunk's proximity to us
 * @param depth where our neighbourhood begins
 */
record ForwardingRule(int ours, int depth) {

    Optional<ChunkSeat> choose(Search search, Collection<ChunkSeat> seats) {
        int origin = search.origin.map(seat -> seat.proximity(search.address)).orElse(-1);
        if (origin > ours) {
            return Optional.empty();
        }
        return seats.stream()
                .filter(seat -> seat.serves() && !search.tried.contains(seat))
                .filter(seat -> search.origin.filter(seat::equals).isEmpty())
                .filter(seat -> admits(seat.proximity(search.address), origin))
                .max(Comparator.comparingInt((ChunkSeat seat) -> seat.proximity(search.address))
                        .thenComparingInt(seat -> -seat.outstanding()));
    }

    private boolean admits(int theirs, int origin) {
        return ours < depth ? theirs > ours : theirs >= depth && theirs > origin;
    }
}
