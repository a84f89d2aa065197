package org.jackfield.overlay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chunks.Address;

/** What has come out of which bin of whom. Beyond so many peers those are forgotten that gave nothing for longest. For any thread. */
final class IntervalBook {

    static final int MAX_PEERS = 1024;

    /** By bin. */
    private final Map<Overlay, Intervals[]> peers = new LinkedHashMap<>(16, 0.75f, true);

    IntervalBook(Map<Overlay, Map<Integer, Intervals>> known) {
        known.forEach((peer, bins) -> bins.forEach((bin, intervals) -> binsOf(peer)[bin] = intervals));
    }

    synchronized Optional<BinRange> missing(Overlay peer, int bin, long lastId) {
        return of(peer, bin).missing(lastId);
    }

    synchronized void received(Overlay peer, int bin, BinRange part) {
        binsOf(peer)[bin] = of(peer, bin).with(part);
    }

    /** Anything after the next one cannot have come out of a bin that reaches no further. */
    synchronized void reaches(Overlay peer, int bin, long lastId) {
        if (of(peer, bin).lastId() - 1 > lastId) {
            binsOf(peer)[bin] = Intervals.NONE;
        }
    }

    /** What is worth keeping, those that gave something last at the end. */
    synchronized Map<Overlay, Map<Integer, Intervals>> all() {
        Map<Overlay, Map<Integer, Intervals>> all = new LinkedHashMap<>();
        peers.forEach((peer, bins) -> {
            Map<Integer, Intervals> known = new LinkedHashMap<>();
            for (int bin = 0; bin < bins.length; bin++) {
                if (!bins[bin].equals(Intervals.NONE)) {
                    known.put(bin, bins[bin]);
                }
            }
            all.put(peer, known);
        });
        return all;
    }

    private Intervals of(Overlay peer, int bin) {
        Intervals[] bins = peers.get(peer);
        return bins == null ? Intervals.NONE : bins[bin];
    }

    private Intervals[] binsOf(Overlay peer) {
        Intervals[] bins = peers.computeIfAbsent(peer, newcomer -> none());
        if (peers.size() > MAX_PEERS) {
            peers.remove(peers.keySet().iterator().next());
        }
        return bins;
    }

    private static Intervals[] none() {
        Intervals[] bins = new Intervals[Address.MAX_BIN + 1];
        Arrays.fill(bins, Intervals.NONE);
        return bins;
    }
}
