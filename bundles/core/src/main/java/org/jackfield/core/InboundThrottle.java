package org.jackfield.core;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets one address in once in a while, as go-ethereum does ({@code inboundThrottleTime}); addresses of the local
 * network are let in always. Not for use by several threads; its owner locks.
 */
final class InboundThrottle {

    /** Addresses remembered; beyond this the oldest is forgotten. */
    static final int MAX_ADDRESSES = 10_000;

    private final long pauseNanos;
    // In the order of admission, which is the order of expiry.
    private final Map<InetAddress, Long> admittedAt = new LinkedHashMap<>();

    InboundThrottle(Duration pause) {
        pauseNanos = pause.toNanos();
    }

    /** Whether {@code address} may connect now; if so, not again before the pause is over. */
    boolean admit(InetAddress address, long nowNanos) {
        forgetUntil(nowNanos - pauseNanos);
        if (AddressBlock.isLocal(address)) {
            return true;
        }
        if (admittedAt.containsKey(address)) {
            return false;
        }
        if (admittedAt.size() == MAX_ADDRESSES) {
            Iterator<InetAddress> oldest = admittedAt.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        admittedAt.put(address, nowNanos);
        return true;
    }

    private void forgetUntil(long nanos) {
        Iterator<Long> times = admittedAt.values().iterator();
        while (times.hasNext() && times.next() - nanos <= 0) {
            times.remove();
        }
    }
}
