package org.jackfield.core;

import java.time.Duration;
import org.jackfield.api.Enode;

/**
 * A node that we are to stay connected to, as its {@link Dialer} sees it.
 *
 * @param local whether it is on our own network, where nobody throttles
 * @param sinceDial time passed since we dialed it last
 * @param failures pauses since the last stable link
 */
record Dialable(Enode enode, boolean local, Duration sinceDial, int failures) {

    /** Whether it would let us in at once if its link were closed now. */
    boolean ready() {
        return local || sinceDial.compareTo(Redial.REMOTE_THROTTLE) >= 0;
    }
}
