package org.jackfield.bench.handover;

import java.util.EnumMap;
import java.util.Map;
import org.jackfield.bench.Latencies;

/**
 * Round trips of the untouched protocol, by what the node was doing meanwhile. One that was under way while a swap was
 * counts as during a swap. For any thread.
 */
final class RoundTrips {

    enum Phase {
        /** Not counted. */
        IDLE,
        /** No swap for seconds. */
        QUIET,
        /** From the call to update a bundle until its new release has been heard on all links. */
        SWAP,
        /** Between two swaps. */
        REST
    }

    private final Map<Phase, Latencies> byPhase = new EnumMap<>(Phase.class);
    private volatile Phase phase = Phase.IDLE;
    private volatile long swapEndedAt = System.nanoTime();

    RoundTrips() {
        for (Phase each : Phase.values()) {
            byPhase.put(each, new Latencies());
        }
    }

    void enter(Phase next) {
        if (phase == Phase.SWAP) {
            swapEndedAt = System.nanoTime();
        }
        phase = next;
    }

    void record(long sentAt, long now) {
        boolean touched = phase == Phase.REST && sentAt - swapEndedAt < 0;
        byPhase.get(touched ? Phase.SWAP : phase).record(now - sentAt);
    }

    Latencies.Summary summary(Phase which) {
        return byPhase.get(which).summary();
    }
}
