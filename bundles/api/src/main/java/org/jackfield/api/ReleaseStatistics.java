package org.jackfield.api;

import java.time.Duration;

/**
 * What one release of a protocol has done since it was plugged in.
 *
 * @param sessions begun by it or taken over by it
 * @param sessionTime of all its sessions together
 * @param received messages it has read
 * @param sent messages it has written
 * @param failures sessions that it ended by throwing what is neither a {@link DisconnectException} nor an {@code
 *     RlpException}, or that it could not take over
 * @param disconnects links that ended while it ran on them, by whichever side and for whatever reason, failures
 *     included; not those that this node ended with {@link DisconnectReason#REQUESTED} or {@link
 *     DisconnectReason#QUITTING} on somebody's wish
 * @param handlingP99 99 of 100 messages were handled within it: from the return of {@link MessagePipe#read} to the next
 *     call; zero as long as there are none
 */
public record ReleaseStatistics(
        long sessions,
        Duration sessionTime,
        long received,
        long sent,
        long failures,
        long disconnects,
        Duration handlingP99) {

    /** Of a release that has done nothing yet. */
    public static final ReleaseStatistics NONE = new ReleaseStatistics(0, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO);
}
