package org.jackfield.pss;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the exchange of messages. What comes from the peer is given to it by one thread at a time, what goes to the peer
 * is taken from it by one thread at a time; these may be two.
 */
@ProviderType
public interface PssSeat {

    /** What is to be sent next; stays so until it is {@link #sent}. Empty: wait for the call to {@code wake}. */
    Optional<PssMessage> next();

    /** That {@link #next} has been handed to the link, and is not to be sent again. */
    void sent(PssMessage message);

    /** The peer has a message for us or others. May block for a listener's disk. */
    void received(PssMessage message);

    /** The session is over. Not called when it is handed over; a seat whose link has ended is vacated anyway. */
    void leave();
}
