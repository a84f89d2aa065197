package org.jackfield.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.core.Timers.Alarm;

/** A node that is to stay connected. All fields are guarded by the lock of its {@link Dialer}. */
final class PinnedNode {

    /** What is being done about it. */
    enum State {
        /** An alarm will make the next dial. */
        PAUSED,
        /** It waits for one of the dials under way to be done. */
        QUEUED,
        DIALING,
        CONNECTED,
        /** It is pinned no more. */
        DROPPED
    }

    /** Those who wait for a connection. */
    final List<CompletableFuture<Peer>> waiting = new ArrayList<>();

    Enode enode;
    State state = State.PAUSED;
    Alarm alarm = () -> {};
    /** Whether it is on our own network, as far as we know. */
    boolean local = true;

    int failures;
    long dialedAtNanos;
    long connectedAtNanos;

    PinnedNode(Enode enode, long dialedAtNanos) {
        this.enode = enode;
        this.dialedAtNanos = dialedAtNanos;
    }
}
