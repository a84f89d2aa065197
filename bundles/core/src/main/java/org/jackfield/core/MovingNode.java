package org.jackfield.core;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;

/**
 * A node that a renegotiation brings over: what has become of its link, by looking at it from time to time.
 *
 * <pre>
 *   TO_DO --> AWAY --> BACK --> over: with the version wanted, or without
 *     ^        | ^      | |
 *     |     LOST +------+ |  it left again at once
 *     +-------------------+  what we offer has changed meanwhile
 * </pre>
 *
 * <p>Not for use by several threads; its owner locks.
 */
final class MovingNode {

    /** What a link has to last to count as back: long enough for a protocol's handshake, which may refuse us, too. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** So many dials in a row without a stable link, and we wait for the node no more. */
    static final int DIALS = 5;

    /** Where it is. */
    enum State {
        TO_DO,
        AWAY,
        BACK,
        LOST
    }

    /** What a look at it has shown. */
    enum Finding {
        /** It goes on. */
        UNDER_WAY,
        /** It is over: back, with the version wanted. */
        DONE,
        /** It is over: back, and the peer offers another one by now. */
        UNCHANGED,
        /** There is nothing to do about it any more, or it is not ours to dial any more. */
        NO_MATTER
    }

    private final Enode enode;
    private final Optional<Capability> wanted;
    private State state;
    private Object link;
    private long backAtNanos;

    private MovingNode(Enode enode, Optional<Capability> wanted, State state, Object link) {
        this.enode = enode;
        this.wanted = wanted;
        this.state = state;
        this.link = link;
    }

    /** A node with a link that is to be made anew. */
    static MovingNode connected(Enode enode, LinkView view) {
        return new MovingNode(enode, view.anew().map(CarriedVersion::capability), State.TO_DO, view.link());
    }

    /** A node whose link has ended, ours to bring back. */
    static MovingNode away(Enode enode, Optional<Capability> wanted) {
        return new MovingNode(enode, wanted, State.AWAY, enode);
    }

    Enode enode() {
        return enode;
    }

    /** What its link is to carry; empty if the protocol is to be gone from it. */
    Optional<Capability> wanted() {
        return wanted;
    }

    State state() {
        return state;
    }

    /** Whether it has to be waited for. */
    boolean isOnItsWay() {
        return state == State.AWAY || state == State.BACK;
    }

    /** Its link has been told to end. */
    void closing() {
        state = State.AWAY;
    }

    Finding look(Sight sight) {
        Optional<LinkView> view = sight.link(enode.id());
        Optional<Dialable> dialable = sight.dial(enode.id());
        if (dialable.isEmpty()) {
            return Finding.NO_MATTER;
        }
        boolean returned = view.isPresent() && view.get().link() != link;
        if (returned) {
            state = State.BACK;
            link = view.get().link();
            backAtNanos = sight.nanos();
            return Finding.UNDER_WAY;
        }
        if (view.isPresent()) {
            return standing(view.get(), sight.nanos());
        }
        boolean givenUp = state == State.LOST || dialable.get().failures() > DIALS;
        state = givenUp ? State.LOST : State.AWAY;
        return Finding.UNDER_WAY;
    }

    private Finding standing(LinkView view, long nanos) {
        if (state == State.TO_DO && !view.changes()) {
            return Finding.NO_MATTER;
        }
        if (state != State.BACK || nanos - backAtNanos < SETTLED.toNanos()) {
            return Finding.UNDER_WAY;
        }
        if (hasReached(view.carried().map(CarriedVersion::capability))) {
            return Finding.DONE;
        }
        if (view.changes()) {
            state = State.TO_DO;
            return Finding.UNDER_WAY;
        }
        return Finding.UNCHANGED;
    }

    /** Also a higher version than the one wanted will do: it was installed while the node was away. */
    private boolean hasReached(Optional<Capability> carried) {
        if (wanted.isEmpty() || carried.isEmpty()) {
            return wanted.equals(carried);
        }
        return carried.get().version() >= wanted.get().version();
    }
}
