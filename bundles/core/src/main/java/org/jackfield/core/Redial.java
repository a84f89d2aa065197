package org.jackfield.core;

import java.time.Duration;

/**
 * How long to wait before a pinned node is dialed again: the pause doubles from {@code first} to {@code longest}. A
 * node on a public address is not dialed within {@link #REMOTE_THROTTLE} of the last dial, as it would refuse us.
 */
record Redial(Duration first, Duration longest) {

    /** go-ethereum lets an address in every 30 s and itself redials after 35 s ({@code dialHistoryExpiration}). */
    static final Duration REMOTE_THROTTLE = Duration.ofSeconds(35);

    /** A link that has stood this long makes the pauses start from the beginning. */
    static final Duration STABLE = Duration.ofSeconds(30);

    /**
     * @param failures attempts without a stable link since the last one, 0 or above
     * @param local whether the node is on this machine or network
     * @param sinceLastDial time passed since the last dial
     */
    Duration pause(int failures, boolean local, Duration sinceLastDial) {
        Duration pause = longest;
        if (failures < Integer.SIZE - 1 && first.multipliedBy(1L << failures).compareTo(longest) < 0) {
            pause = first.multipliedBy(1L << failures);
        }
        Duration refused = local ? Duration.ZERO : REMOTE_THROTTLE.minus(sinceLastDial);
        return pause.compareTo(refused) > 0 ? pause : refused;
    }
}
