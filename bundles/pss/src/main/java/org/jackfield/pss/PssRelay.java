package org.jackfield.pss;

import org.jackfield.api.NodeId;
import org.jackfield.overlay.SwarmAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The exchange of messages with peers. A service, which a session of pss joins for its peer; it lives outside the protocols' bundle, so
 * that what waits for a peer outlives its replacement. For any thread.
 */
@ProviderType
public interface PssRelay {

    /**
     * A seat for a peer that has shaken hands. Any former seat of the peer is void.
     *
     * @param wake called on any thread, whenever there may be something {@linkplain PssSeat#next() to send}; returns at once and
     *     does not call back
     */
    PssSeat join(NodeId peer, SwarmAddress address, Runnable wake);

    /** The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. */
    PssSeat rejoin(NodeId peer, SwarmAddress address, Runnable wake);
}
