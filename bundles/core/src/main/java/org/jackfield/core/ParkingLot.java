package org.jackfield.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jackfield.api.NodeId;

/**
 * The sessions that wait for a release of their protocol, over all links, and the bytes they hold meanwhile. A session
 * comes in before it looks for a release, and a release is known before it is offered: one of the two sees the other.
 * For use by any thread.
 */
final class ParkingLot {

    private final BiFunction<CodeRange, NodeId, Optional<InstalledProtocol>> successors;
    private final Set<Parking> parked = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param successors what would go on now with a session of a code range with a peer
     */
    ParkingLot(BiFunction<CodeRange, NodeId, Optional<InstalledProtocol>> successors) {
        this.successors = successors;
    }

    void add(Parking parking) {
        parked.add(parking);
    }

    void remove(Parking parking) {
        parked.remove(parking);
    }

    Optional<InstalledProtocol> successor(CodeRange range, NodeId peer) {
        return successors.apply(range, peer);
    }

    /** Lets every session look whether there is a release for it now. Returns at once. */
    void offer() {
        parked.forEach(Parking::lookForRelease);
    }

    int size() {
        return parked.size();
    }

    /** Counts bytes in; returns what all sessions hold now. */
    long charge(long more) {
        return bytes.addAndGet(more);
    }

    /** Counts bytes out. Where that makes room, the links that had to stop reading for the want of it read on. */
    void release(long less, long limitBytes) {
        long left = bytes.addAndGet(-less);
        // One caller brings the sum down to the limit, and whoever was stopped above it is in the set by then.
        if (left <= limitBytes && left + less > limitBytes) {
            parked.forEach(Parking::readOn);
        }
    }

    /** How many sessions each release has left here that no other has yet. */
    Map<InstalledProtocol, Integer> counts() {
        Map<InstalledProtocol, Integer> counts = new HashMap<>();
        parked.stream().filter(Parking::waits).forEach(parking -> counts.merge(parking.former(), 1, Integer::sum));
        return counts;
    }

    /** The peers whose sessions of a protocol wait here, by the protocol's name. */
    Stream<NodeId> peers(String protocol) {
        return parked.stream()
                .filter(parking -> parking.former().capability().name().equals(protocol))
                .map(Parking::peer);
    }
}
