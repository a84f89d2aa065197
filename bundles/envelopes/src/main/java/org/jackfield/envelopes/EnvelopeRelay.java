package org.jackfield.envelopes;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The exchange of envelopes with peers: who knows what, who is sent what. A service, which a session joins for its peer; it
 * lives outside the protocols' bundle, so that the seats, and with them what each peer knows, outlive its replacement. For
 * any thread; nothing blocks.
 */
@ProviderType
public interface EnvelopeRelay {

    /**
     * A seat for a peer whose status has been read. Any former seat of the peer on that wire is void. What a peer knows is
     * shared by its seats: one that speaks both protocols is sent nothing twice.
     *
     * @param wake called on any thread, whenever there may be something {@linkplain EnvelopeSeat#next() to send}; returns at
     *     once and does not call back
     */
    EnvelopeSeat join(Peer peer, Wire wire, PeerTraits traits, Runnable wake);

    /** The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. */
    EnvelopeSeat rejoin(Peer peer, Wire wire, PeerTraits traits, Runnable wake);

    /** What a connected peer has told of itself, by whichever protocol it is sent to. */
    Optional<PeerTraits> traits(NodeId peer);

    /**
     * Trusts a connected peer, until it leaves: its direct messages are read, and how much it sends is not limited. Whose
     * requests for the past are answered is the {@link MailServer}'s business.
     *
     * @return false if it is not connected by either protocol
     */
    boolean trust(NodeId peer);

    /**
     * Sends an envelope to one peer alone, by whichever protocol it speaks. The peer reads it only if it trusts us.
     *
     * @return false if the peer is not connected, or more than its share waits for it already
     */
    boolean send(NodeId peer, Envelope envelope);

    /**
     * Asks a peer for envelopes of the past, and trusts it from then on. They come as {@linkplain EnvelopeListener#direct
     * direct} messages.
     *
     * @return done when the peer says that it has sent them all, which in shh/6 it does not do: then once the request is
     *     with the link. Fails with an {@link java.io.IOException} if the peer refuses, leaves or is not connected
     */
    CompletionStage<HistoryEnd> request(NodeId peer, HistoryRequest request);
}
