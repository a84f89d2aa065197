package org.jackfield.bench.crowd;

import org.jackfield.api.DisconnectReason;

/** Hears of one {@link CrowdPeer}'s link, on the link's event loop. */
public interface Watcher {

    /** Both Hellos are exchanged, and numbers flow. */
    void connected();

    /**
     * The first number of the swapped protocol has come, or one of another release than the one before.
     *
     * @throws IllegalStateException if it is not that release's turn
     */
    void heard(int release);

    /** A message of one of the protocols has gone or come. */
    void passed();

    /** A number of the untouched protocol is confirmed; times are those of {@link System#nanoTime}. */
    void confirmed(long sentAt, long now);

    /** Both streams have come to the end that {@link CrowdPeer#finish} has led them to. */
    void finished();

    /** The node has sent a Disconnect. The link ends. */
    void disconnected(DisconnectReason reason);

    /** The link has ended otherwise, and nobody here has asked for it. */
    void ended(String why);

    /** What came is not what should. */
    void fault(String what);
}
