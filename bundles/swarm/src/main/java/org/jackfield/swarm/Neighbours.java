package org.jackfield.swarm;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is connected, in the order they came. For all threads; nothing in here blocks.
 *
 * <p>While its session is handed over a node keeps its place, here and in the table of the next release: sessions go
 * over one by one, and none shall tell its peer of a depth that falls and rises again meanwhile.
 */
final class Neighbours {

    /** As long as a session waits for its next release unless configured otherwise. */
    private static final Duration ABSENCE = Duration.ofSeconds(10);

    /** After all others. */
    private static final long NEVER_ARRIVED = Long.MAX_VALUE;

    private final long absenceNanos;
    private final NavigableMap<Long, SwarmAddress> byArrival = new TreeMap<>();
    private final Map<Overlay, Absence> absent = new HashMap<>();
    private long arrivals;

    /**
     * A node that is expected back.
     *
     * @param arrival its last one in this table
     */
    private record Absence(long arrival, long sinceNanos) {}

    Neighbours() {
        this(ABSENCE);
    }

    Neighbours(Duration absence) {
        this.absenceNanos = absence.toNanos();
    }

    /** A newcomer, or one that was expected back. @return its number, greater than those of all before */
    synchronized long arrive(SwarmAddress address) {
        absent.remove(address.overlay());
        arrivals++;
        byArrival.put(arrivals, address);
        return arrivals;
    }

    synchronized void leave(long arrival) {
        byArrival.remove(arrival);
    }

    /** Its session is handed over: it leaves, and is expected back. */
    synchronized void pause(long arrival) {
        absent.put(byArrival.remove(arrival).overlay(), new Absence(arrival, System.nanoTime()));
    }

    /** Those who were in the table of the last release are expected here. */
    synchronized void expect(Collection<Overlay> nodes) {
        Set<Overlay> here = places();
        nodes.stream()
                .filter(node -> !here.contains(node))
                .forEach(node -> absent.put(node, new Absence(NEVER_ARRIVED, System.nanoTime())));
    }

    /** The number of the newest, present or gone. */
    synchronized long newest() {
        return arrivals;
    }

    /** Those still here that came after {@code arrival}, up to {@code newest}. */
    synchronized List<SwarmAddress> between(long arrival, long newest) {
        return List.copyOf(byArrival.subMap(arrival, false, newest, true).values());
    }

    /** Those still here or expected back that came up to {@code newest}. */
    synchronized Set<Overlay> upTo(long newest) {
        forgetTheMissing();
        Set<Overlay> nodes = new HashSet<>();
        byArrival.headMap(newest, true).values().forEach(address -> nodes.add(address.overlay()));
        absent.forEach((node, absence) -> {
            if (absence.arrival() <= newest) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    /** All that are here or expected back. */
    synchronized Set<Overlay> places() {
        return upTo(NEVER_ARRIVED);
    }

    synchronized Bins bins(Overlay owner) {
        return Bins.of(owner, places());
    }

    private void forgetTheMissing() {
        long now = System.nanoTime();
        absent.values().removeIf(absence -> now - absence.sinceNanos() >= absenceNanos);
    }
}
