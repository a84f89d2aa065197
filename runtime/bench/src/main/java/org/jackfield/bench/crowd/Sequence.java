package org.jackfield.bench.crowd;

import java.util.Set;
import java.util.TreeSet;

/** Numbers that should come in order, and what is wrong with those that do. Not for use by several threads. */
final class Sequence {

    /** More than this are missing only if numbers are read wrongly. */
    private static final int MAX_GAP = 1_000_000;

    private final Set<Integer> missing = new TreeSet<>();
    private int next;
    private long reordered;
    private long duplicated;

    void add(int number) {
        if (number == next) {
            next++;
        } else if (number > next && number - next < MAX_GAP) {
            for (; next < number; next++) {
                missing.add(next);
            }
            next++;
        } else if (missing.remove(number)) {
            reordered++;
        } else {
            duplicated++;
        }
    }

    /** One above the highest that came. */
    int next() {
        return next;
    }

    /** @param sent how many went the other way */
    Tally tally(long sent) {
        return new Tally(next, sent, missing.size(), reordered, duplicated);
    }
}
