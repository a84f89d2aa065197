package org.jackfield.swarm;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Who is connected, in the order they came. For all threads; nothing in here blocks. */
final class Neighbours {

    private final NavigableMap<Long, SwarmAddress> byArrival = new TreeMap<>();
    private long arrivals;

    /** A newcomer. @return its number, greater than those of all before */
    synchronized long arrive(SwarmAddress address) {
        arrivals++;
        byArrival.put(arrivals, address);
        return arrivals;
    }

    synchronized void leave(long arrival) {
        byArrival.remove(arrival);
    }

    /** The number of the newest, present or gone. */
    synchronized long newest() {
        return arrivals;
    }

    /** Those still here that came after {@code arrival}, up to {@code newest}. */
    synchronized List<SwarmAddress> between(long arrival, long newest) {
        return List.copyOf(byArrival.subMap(arrival, false, newest, true).values());
    }

    synchronized Bins bins(Overlay owner) {
        return Bins.of(
                owner, byArrival.values().stream().map(SwarmAddress::overlay).toList());
    }
}
