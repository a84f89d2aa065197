package org.jackfield.api.release;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The core's service that brings standing links over to what is installed now: as Hello is sent once, a link has to be
 * made anew. It closes and redials peers in waves. At most one renegotiation is under way; one that the node's end has
 * cut short goes on after the next start. All methods may be called on any thread and return at once.
 */
@ProviderType
public interface Renegotiation {

    /**
     * Begins. Only links that would carry another set of versions of the protocol than they do, by what their peer's
     * Hello offered, are closed, and of these only those of nodes that we know how to dial.
     *
     * @param protocol its name, such as {@code eth}
     * @param atOnce how many links may be closed and not yet back at a time, 1 or above
     * @param keptShare share of the present number of peers below which it never goes, 0 to 1
     * @throws IllegalStateException if one is under way, or the share forbids to close any link; the message is fit for a
     *     person
     * @throws IllegalArgumentException if a value is out of range
     */
    Progress start(String protocol, int atOnce, double keptShare);

    /** Begins with the {@link #atOnce} and {@link #keptShare} of the node. */
    default Progress start(String protocol) {
        return start(protocol, atOnce(), keptShare());
    }

    /** How many links at a time, where nobody says so: what the node is configured with. */
    default int atOnce() {
        return 4;
    }

    /** Which share is kept, where nobody says so: what the node is configured with. */
    default double keptShare() {
        return 0.75;
    }

    /** Closes no further link; those that are closed are still brought back. Returns whether one was under way. */
    boolean stop();

    /** Of the one under way or, without one, of the last since the start of the node. */
    Optional<Progress> progress();

    /**
     * How far it is.
     *
     * @param peersAtStart connected when it began
     * @param floor below how many connected peers it does not go
     * @param toDo links still to be closed
     * @param away closed, and not back yet
     * @param done back, and with the new set of versions
     * @param unchanged back, without it: the peer offers something else by now
     * @param lost given up after several dials; they go on being dialed as any node we are to stay connected to
     * @param inbound links that would change and that only their peers can make
     */
    record Progress(
            String protocol,
            State state,
            int atOnce,
            int peersAtStart,
            int floor,
            int toDo,
            int away,
            int done,
            int unchanged,
            int lost,
            int inbound) {}

    /** Whether it goes on. */
    enum State {
        RUNNING,
        /** Nothing more is closed; some are not back yet. */
        STOPPING,
        STOPPED,
        FINISHED
    }
}
