package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has come out of a bin (ethersphere swarm v0.5.8, network/stream/intervals).
 *
 * @param ranges in order, neither overlapping nor adjacent
 */
record Intervals(List<BinRange> ranges) {

    /** An honest peer needs two. Beyond them the highest are dropped: they will be offered again. */
    static final int MAX_RANGES = 16;

    static final Intervals NONE = new Intervals(List.of());

    Intervals {
        ranges = List.copyOf(ranges);
    }

    Intervals with(BinRange added) {
        BinRange whole = added;
        List<BinRange> all = new ArrayList<>();
        for (BinRange range : ranges) {
            if (range.touches(added)) {
                whole = whole.and(range);
            } else {
                all.add(range);
            }
        }
        all.add(whole);
        all.sort(Comparator.comparingLong(BinRange::from));
        return new Intervals(all.subList(0, Math.min(all.size(), MAX_RANGES)));
    }

    /** The first gap, up to {@code lastId}. */
    Optional<BinRange> missing(long lastId) {
        long from = 1;
        long to = lastId;
        for (BinRange range : ranges) {
            if (range.from() > from) {
                to = Math.min(lastId, range.from() - 1);
                break;
            }
            from = range.to() + 1;
        }
        return from <= to ? Optional.of(new BinRange(from, to)) : Optional.empty();
    }

    /** The last that has come, 0 if none has. */
    long lastId() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).to();
    }
}
