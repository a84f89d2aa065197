package org.jackfield.overlay;

import java.time.Duration;

/**
 * A node in the {@link AddressBook}. The longer nobody has come through to it, the rarer it is called (ethersphere swarm
 * v0.5.8, network/kademlia.go, {@code callable}, without the random part of the pause). Other than there, one that has just
 * left is not called at once: one of us wanted it so, and would want it again. Guarded by the table's lock.
 */
final class KnownNode {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(4200).toNanos();
    private static final int MAX_CALLS = 42;

    /** A link that has stood so long makes the pauses start from the beginning. */
    private static final long STABLE_NANOS = Duration.ofSeconds(30).toNanos();

    final SwarmAddress address;
    boolean connected;
    private long seenNanos;
    private int calls;

    KnownNode(SwarmAddress address, long nanos) {
        this.address = address;
        this.seenNanos = nanos;
    }

    /** How often it has been called since it was seen. */
    int calls() {
        return calls;
    }

    /** The second call comes 4.2 s after the node was seen, the next after twice as long and so on, 42 at most. */
    boolean callable(long nanos) {
        int allowed = 0;
        for (long passed = nanos - seenNanos; passed > FIRST_PAUSE_NANOS; passed /= 2) {
            allowed++;
        }
        return !connected && calls < MAX_CALLS && allowed >= calls;
    }

    void called() {
        calls++;
    }

    /** @param callsBefore it came to this link */
    void connected(long nanos, int callsBefore) {
        connected = true;
        seenNanos = nanos;
        calls = callsBefore;
    }

    /** To be called again after a pause, which is longer each time if its links never last. */
    void left(long nanos) {
        calls = nanos - seenNanos >= STABLE_NANOS ? 1 : Math.max(1, calls);
        connected = false;
        seenNanos = nanos;
    }

    /** Whether it is worth remembering. */
    boolean promising() {
        return calls < MAX_CALLS;
    }
}
