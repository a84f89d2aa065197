package org.jackfield.pss;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;

/** What waits to be sent to a peer. */
final class MessageSeat implements PssSeat {

    /** A peer that does not read gets no more, and messages go by others. */
    static final int MAX_MESSAGES = 256;

    /** One message of the largest size always has room. */
    static final int MAX_BYTES = 2 << 20;

    private final PssRouter router;
    private final SwarmAddress remote;
    private final Queue<PssMessage> outgoing = new ArrayDeque<>();
    private Runnable wake;
    private int bytes;
    private long uses;
    private boolean left;

    /** @param uses how often it counts as used already, so that a newcomer is not flooded */
    MessageSeat(PssRouter router, SwarmAddress remote, long uses, Runnable wake) {
        this.router = router;
        this.remote = remote;
        this.uses = uses;
        this.wake = wake;
    }

    SwarmAddress remote() {
        return remote;
    }

    Overlay place() {
        return remote.overlay();
    }

    /** Another session goes on with it. */
    synchronized void waking(Runnable next) {
        wake = next;
    }

    synchronized boolean hasLeft() {
        return left;
    }

    /** How many messages it has taken: the less, the sooner it is asked to take another. */
    synchronized long uses() {
        return uses;
    }

    /** @return false if it has no room */
    synchronized boolean offer(PssMessage message) {
        int size = message.payload().length;
        boolean room = outgoing.isEmpty() || outgoing.size() < MAX_MESSAGES && bytes + size <= MAX_BYTES;
        if (left || !room) {
            return false;
        }
        outgoing.add(message);
        bytes += size;
        uses++;
        wake.run();
        return true;
    }

    @Override
    public synchronized Optional<PssMessage> next() {
        return Optional.ofNullable(outgoing.peek());
    }

    @Override
    public synchronized void sent(PssMessage message) {
        // A seat that was vacated meanwhile has nothing any more.
        if (outgoing.peek() == message) {
            outgoing.remove();
            bytes -= message.payload().length;
        }
    }

    @Override
    public void received(PssMessage message) {
        router.receive(message, this);
    }

    @Override
    public void leave() {
        synchronized (this) {
            left = true;
            outgoing.clear();
            bytes = 0;
        }
        router.left(this);
    }
}
