package org.jackfield.rlpx;

import java.time.Duration;

/**
 * How long a link waits for what.
 *
 * @param connect for the TCP connection
 * @param handshake for the encryption handshake, from the connection on
 * @param frame for the rest of a frame that has begun
 * @param stall for any progress of bytes written; and for all of them to leave, once the link is closing
 * @param linger for the other side to close, once we have, and before that for any progress; and for a handler that does
 *     not read to read on, once no more will come
 */
record Timeouts(Duration connect, Duration handshake, Duration frame, Duration stall, Duration linger) {

    /** As go-ethereum has them; linger as rlpx.md has it ("Disconnect"). */
    static final Timeouts STANDARD = new Timeouts(
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));
}
