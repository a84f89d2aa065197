package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;

/**
 * What a protocol has to do with one peer once bzz has shaken hands on the link. Called on the session's thread, except for its
 * sources, which a thread of their own asks.
 */
interface Conversation {

    Duration FOREVER = Duration.ofDays(1);

    /** We may speak from now on: at once, or when the peer has spoken. */
    default void begin() throws IOException, InterruptedException {}

    /** @throws IOException what the link is to end with */
    void take(Message message) throws IOException, InterruptedException;

    /** Where our messages come from; none if the session's thread writes them. */
    List<MessageSource> sources();

    /** How long to wait for a message until {@link #idle}. */
    default Duration patience() {
        return FOREVER;
    }

    /** There has been no message for so long. */
    default void idle() throws IOException, InterruptedException {}

    /** It is handed over: nothing is asked of the sources any more. What the next release needs beside who the peer is. */
    default byte[] left() {
        return new byte[0];
    }

    /** It is over, and not handed over. */
    void leave();
}
