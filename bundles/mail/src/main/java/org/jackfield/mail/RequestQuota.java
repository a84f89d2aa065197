package org.jackfield.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jackfield.api.NodeId;

/** How often each peer may ask. For any thread. */
final class RequestQuota {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** Peers remembered at most; beyond, those are forgotten that have not asked for longest. */
    private static final int MAX_PEERS = 1_000;

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<NodeId, Deque<Long>> asked = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Deque<Long>> eldest) {
            return size() > MAX_PEERS;
        }
    };

    RequestQuota(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Whether a request of the peer's is within its share; counts it if so. */
    synchronized boolean take(NodeId peer) {
        long now = nanoTime.getAsLong();
        Deque<Long> times = asked.computeIfAbsent(peer, any -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= MINUTE_NANOS) {
            times.removeFirst();
        }
        if (times.size() >= perMinute) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
