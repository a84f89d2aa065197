package org.jackfield.overlay;

import java.util.Map;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The exchange of single chunks with peers: those that they want, ours and others', and those that we want. A service, which a
 * session of bzz-retrieve joins for its peer; it lives outside the protocols' bundle, so that what is under way outlives its
 * replacement. For any thread.
 */
@ProviderType
public interface Retrieval {

    /**
     * A seat for a peer that has shaken hands. Any former seat of the peer is void.
     *
     * @param relays whether chunks that are not here are looked for elsewhere on behalf of the peer
     * @param wake called on any thread, whenever there may be something {@linkplain RetrievalSeat#next() to send}; returns at
     *     once and does not call back
     */
    RetrievalSeat join(NodeId peer, SwarmAddress address, boolean relays, Runnable wake);

    /** The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. */
    RetrievalSeat rejoin(NodeId peer, SwarmAddress address, boolean relays, Runnable wake);

    /** How many chunks each peer with a seat has sent that we asked it for. */
    Map<Overlay, Long> deliveries();
}
