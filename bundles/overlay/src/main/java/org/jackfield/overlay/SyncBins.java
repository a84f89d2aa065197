package org.jackfield.overlay;

import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.chunks.Address;

/**
 * Which bins are pulled from a peer (ethersphere swarm v0.5.8, network/stream/sync_provider.go, {@code syncBins}): from one
 * outside of our neighbourhood those chunks alone that are as far from it as we are, from a neighbour all of the neighbourhood.
 */
final class SyncBins {

    private SyncBins() {}

    /**
     * @param proximity the peer's to us
     * @param depth where our neighbourhood begins
     */
    static List<Integer> of(int proximity, int depth) {
        int first = Math.min(Math.min(proximity, depth), Address.MAX_BIN);
        int last = proximity < depth ? first : Address.MAX_BIN;
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
