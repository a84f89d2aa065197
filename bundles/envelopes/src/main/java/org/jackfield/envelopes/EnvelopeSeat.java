package org.jackfield.envelopes;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the exchange. What comes from the peer is given to it by one thread at a time, what goes to the peer is
 * taken from it by one thread at a time; these may be two.
 */
@ProviderType
public interface EnvelopeSeat {

    /** What is to be sent next; stays so until it is {@link #sent}. Empty: wait for the call to {@code wake}. */
    Optional<EnvelopeMessage> next();

    /** That {@link #next} has been handed to the link: the peer knows these envelopes now. */
    void sent(EnvelopeMessage message);

    /** The peer has told something new of itself. */
    void changed(PeerTraits traits);

    /**
     * A packet of whatever kind is about to be read.
     *
     * @param bytes of its payload
     * @throws DisconnectException if the peer has been sending too much for too long
     */
    void arrived(int bytes) throws DisconnectException;

    /**
     * An envelope for the pool. Waits while listeners are behind.
     *
     * @throws RejectedEnvelopeException if it fails a check; the others of its packet are received all the same
     */
    void received(Envelope envelope) throws RejectedEnvelopeException, InterruptedException;

    /** Whether the peer's direct messages are read. */
    boolean trusted();

    /** A direct message; ignored unless the peer is {@linkplain #trusted trusted}. */
    void direct(Envelope envelope) throws InterruptedException;

    /** Whether there is a mail server here, so that requests have to be readable. */
    boolean servesHistory();

    /**
     * A request to our mail server; ignored without one. Few wait at a time.
     *
     * @throws DisconnectException if the peer asks for more while several are being answered
     */
    void requested(HistoryRequest request) throws DisconnectException;

    /** The peer's answer to a request of ours has ended. Ignored if it was not asked. */
    void ended(HistoryEnd end);

    /** The session has ended and is not handed over. */
    void leave();
}
