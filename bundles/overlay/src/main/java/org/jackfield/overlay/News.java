package org.jackfield.overlay;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Nodes in the order in which we came to know of them, the newest {@value #CAPACITY}: each session reads on from where it
 * has read before. Guarded by the table's lock.
 */
final class News {

    private static final int CAPACITY = 4096;

    private final NavigableMap<Long, SwarmAddress> byNumber = new TreeMap<>();
    private long newest;

    void add(SwarmAddress address) {
        newest++;
        byNumber.put(newest, address);
        if (byNumber.size() > CAPACITY) {
            byNumber.pollFirstEntry();
        }
    }

    /** The number of the newest, 0 before the first. */
    long newest() {
        return newest;
    }

    List<SwarmAddress> after(long number) {
        return List.copyOf(byNumber.tailMap(number, false).values());
    }
}
