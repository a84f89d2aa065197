package org.jackfield.envelopes;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;

/**
 * How much a peer may send, and all peers of one address, over both wires. What one has used up is remembered when it leaves,
 * until it would be there again.
 */
final class RateLimits {

    /**
     * Limits; 0 stands for none.
     *
     * @param peerPackets a second, of one peer
     * @param peerBytes a second, of one peer
     * @param addressPackets a second, of one address
     * @param addressBytes a second, of one address
     * @param burstSeconds for so long twice as much is let pass, and more for a shorter time
     */
    record Rates(long peerPackets, long peerBytes, long addressPackets, long addressBytes, long burstSeconds) {}

    private record Traffic(Allowance packets, Allowance bytes) {

        boolean take(int size, long now) {
            // Each is to count, whatever the other says.
            return packets.take(1, now) & bytes.take(size, now);
        }

        boolean isFull(long now) {
            return packets.isFull(now) && bytes.isFull(now);
        }
    }

    private final Rates rates;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Traffic> traffic = new HashMap<>();

    RateLimits(Rates rates, Time time) {
        this.rates = rates;
        this.time = time;
    }

    /**
     * Counts a packet.
     *
     * @throws DisconnectException if the peer, or its address, has sent too much for too long
     */
    void arrived(NodeId peer, InetAddress address, int bytes) throws DisconnectException {
        boolean allowed;
        lock.lock();
        try {
            long now = time.millis();
            allowed = take(peer, rates.peerPackets(), rates.peerBytes(), bytes, now)
                    & take(address, rates.addressPackets(), rates.addressBytes(), bytes, now);
        } finally {
            lock.unlock();
        }
        if (!allowed) {
            throw DisconnectException.subprotocol("more packets or bytes than are let pass, for longer than it may");
        }
    }

    /** Forgets those that might send a whole burst again. To be called every second. */
    void sweep() {
        lock.lock();
        try {
            long now = time.millis();
            traffic.values().removeIf(one -> one.isFull(now));
        } finally {
            lock.unlock();
        }
    }

    /** How many peers and addresses are remembered. */
    int size() {
        lock.lock();
        try {
            return traffic.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean take(Object whose, long packets, long bytes, int size, long now) {
        return traffic.computeIfAbsent(whose, any -> new Traffic(allowance(packets, now), allowance(bytes, now)))
                .take(size, now);
    }

    private Allowance allowance(long perSecond, long now) {
        return new Allowance(perSecond, rates.burstSeconds(), now);
    }
}
