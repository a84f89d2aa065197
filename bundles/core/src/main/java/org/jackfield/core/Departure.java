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
 * @param state what the run leaves to the next release; present only if {@code way} is {@link Way#HANDED_OVER}
 */
record Departure(Way way, Ending ending, Optional<SessionState> state) {

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
        return new Departure(Way.DECIDED, Ending.returned(), Optional.empty());
    }

    static Departure thrown(Throwable thrown) {
        boolean decided = thrown instanceof DisconnectException || thrown instanceof RlpException;
        return new Departure(decided ? Way.DECIDED : Way.FAILED, Ending.thrown(thrown), Optional.empty());
    }

    /** The system has no thread for it. */
    static Departure unable(Throwable thrown) {
        return new Departure(
                Way.DECIDED,
                Ending.ours(DisconnectReason.TOO_MANY_PEERS, "no thread: " + thrown.getMessage()),
                Optional.empty());
    }

    static Departure withdrawn() {
        return withdrawn("the protocol was withdrawn");
    }

    static Departure withdrawn(String detail) {
        return new Departure(Way.WITHDRAWN, Ending.ours(DisconnectReason.REQUESTED, detail), Optional.empty());
    }

    static Departure handedOver(Optional<SessionState> state) {
        return state.isPresent()
                ? new Departure(Way.HANDED_OVER, Ending.ours(DisconnectReason.REQUESTED, "handed over"), state)
                : withdrawn();
    }

    /** What becomes of it where nobody had asked the run to leave. */
    Departure unasked() {
        return way == Way.HANDED_OVER
                ? new Departure(
                        Way.FAILED,
                        Ending.ours(DisconnectReason.SUBPROTOCOL_ERROR, "it hands over unasked"),
                        Optional.empty())
                : this;
    }

    /** What becomes of it where it had been asked. */
    Departure asked(Inbox.Recall how) {
        boolean leavesState = way == Way.HANDED_OVER && how == Inbox.Recall.HAND_OVER;
        return leavesState ? this : withdrawn();
    }
}
