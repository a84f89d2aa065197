package org.jackfield.overlay;

import java.time.Duration;

/**
 * A node in the {@link AddressBook}. The longer nobody has come through to it, the rarer it is called (ethersphere swarm
 * v0.5.8, network/kademlia.go, {@code callable}, without the random part of the pause). Guarded by the table's lock.
 */
final class KnownNode {

    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(4200).toNanos();
    private static final int MAX_CALLS = 42;

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

    void connected() {
        connected = true;
        calls = 0;
    }

    void left(long nanos) {
        connected = false;
        seenNanos = nanos;
    }

    /** Whether it is worth remembering. */
    boolean promising() {
        return calls < MAX_CALLS;
    }
}
