package org.jackfield.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jackfield.api.RegisteredProtocol;

/**
 * The sessions whose protocol was withdrawn and that wait for its next release, over all links, and the bytes they hold
 * meanwhile. A session comes in before it looks for a release, and a release is known before it is offered: one of the
 * two sees the other. For use by any thread.
 */
final class ParkingLot {

    private final Function<CodeRange, Optional<InstalledProtocol>> successors;
    // And the release each comes from.
    private final Map<Session, InstalledProtocol> parked = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param successors what serves a capability with a message count now
     */
    ParkingLot(Function<CodeRange, Optional<InstalledProtocol>> successors) {
        this.successors = successors;
    }

    void add(Session session, InstalledProtocol from) {
        parked.put(session, from);
    }

    void remove(Session session) {
        parked.remove(session);
    }

    Optional<InstalledProtocol> successor(CodeRange range) {
        return successors.apply(range);
    }

    /** Lets every session look whether there is a release for it now. Returns at once. */
    void offer() {
        parked.keySet().forEach(Session::lookForRelease);
    }

    int size() {
        return parked.size();
    }

    /** Counts bytes in, or out if negative; returns what all sessions hold now. */
    long charge(long change) {
        return bytes.addAndGet(change);
    }

    /** The releases that are gone and have left sessions here. */
    List<RegisteredProtocol> departed() {
        Map<InstalledProtocol, Integer> counts = new HashMap<>();
        parked.values().forEach(from -> counts.merge(from, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().departed(entry.getValue()))
                .toList();
    }
}
