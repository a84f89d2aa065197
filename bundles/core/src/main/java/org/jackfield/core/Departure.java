package org.jackfield.core;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.SessionState;
import org.jackfield.rlp.RlpException;

/**
 * How a run of a protocol left its session. It refers to nothing of the protocol's bundle.
 *
 * @param ending how the link ends if it does not go on without the session
 * @param failed whether the protocol is to blame, however the link ends
 * @param state what the run leaves to the next release; present only if {@code way} is {@link Way#HANDED_OVER}
 */
record Departure(Way way, Ending ending, boolean failed, Optional<SessionState> state) {

    /** Who wanted it so. */
    enum Way {
        /** The protocol, or the peer by breaking its rules: the link is to end. */
        DECIDED,
        /** Nobody: the protocol is broken. */
        FAILED,
        /** The protocol is gone, and nobody goes on with the session. */
        WITHDRAWN,
        HANDED_OVER
    }

    static Departure returned() {
        return of(Way.DECIDED, Ending.returned());
    }

    static Departure thrown(Throwable thrown) {
        boolean decided = thrown instanceof DisconnectException || thrown instanceof RlpException;
        return of(decided ? Way.DECIDED : Way.FAILED, Ending.thrown(thrown));
    }

    /** The system has no thread for it. */
    static Departure unable(Throwable thrown) {
        return of(Way.DECIDED, Ending.ours(DisconnectReason.TOO_MANY_PEERS, "no thread: " + thrown.getMessage()));
    }

    static Departure withdrawn() {
        return withdrawn("the protocol was withdrawn");
    }

    static Departure withdrawn(String detail) {
        return of(Way.WITHDRAWN, Ending.ours(DisconnectReason.REQUESTED, detail));
    }

    /** It cannot go on with what another release has left. */
    static Departure unreadable() {
        return withdrawn("the next release cannot read the session's state").blamed();
    }

    static Departure handedOver(Optional<SessionState> state) {
        return state.isPresent()
                ? new Departure(Way.HANDED_OVER, Ending.ours(DisconnectReason.REQUESTED, "handed over"), false, state)
                : withdrawn();
    }

    /** What becomes of it where nobody had asked the run to leave. */
    Departure unasked() {
        return way == Way.HANDED_OVER
                ? of(Way.FAILED, Ending.ours(DisconnectReason.SUBPROTOCOL_ERROR, "it hands over unasked"))
                : this;
    }

    /** What becomes of it where it had been asked. */
    Departure asked(Inbox.Recall how) {
        if (how != Inbox.Recall.HAND_OVER) {
            return withdrawn(); // All that it throws then is that it was told to go.
        }
        if (way == Way.HANDED_OVER) {
            return this;
        }
        return failed ? withdrawn().blamed() : withdrawn();
    }

    private static Departure of(Way way, Ending ending) {
        return new Departure(way, ending, way == Way.FAILED, Optional.empty());
    }

    private Departure blamed() {
        return new Departure(way, ending, true, state);
    }
}
