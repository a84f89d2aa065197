package org.jackfield.core;

import java.nio.ByteBuffer;
import java.util.Collection;
import org.jackfield.api.NodeId;

/**
 * The peers that a canary runs with: those whose score is below a mark. The score follows from the node id alone, so a
 * peer that comes again, to this release or after a restart, has the same.
 *
 * @param size which part of all peers it is to be, 0 to 1
 * @param mark 0 to 1; near the size
 */
record Share(double size, double mark) {

    /**
     * A share that takes, of the peers that are there, as many as the size says: rounded, but at least one of several
     * and never all of them, unless the size is 0 or 1. The mark is as near to the size as that allows, for those who come
     * later.
     */
    static Share of(double size, Collection<NodeId> present) {
        if (size == 0 || size == 1) {
            return new Share(size, size);
        }
        double[] scores =
                present.stream().distinct().mapToDouble(Share::score).sorted().toArray();
        int inside = count(size, scores.length);
        double least = inside == 0 ? 0 : Math.nextUp(scores[inside - 1]);
        double most = inside == scores.length ? 1 : scores[inside];
        return new Share(size, Math.max(least, Math.min(most, size)));
    }

    boolean holds(NodeId peer) {
        return score(peer) < mark;
    }

    private static int count(double size, int peers) {
        int count = Math.toIntExact(Math.round(size * peers));
        return peers < 2 ? count : Math.max(1, Math.min(peers - 1, count));
    }

    /** Evenly spread from 0 to below 1, whatever the ids have in common. */
    static double score(NodeId peer) {
        ByteBuffer id = ByteBuffer.wrap(peer.bytes());
        long hash = 0;
        while (id.hasRemaining()) {
            hash = mix(hash ^ id.getLong());
        }
        return (hash >>> 11) * 0x1.0p-53;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), after a step of its sequence. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
