package org.jackfield.overlay;

import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where this node stands among the others. A service, which a session of hive joins for its peer; it lives outside the
 * protocols' bundle, so that table and seats outlive its replacement. For any thread; nothing blocks.
 */
@ProviderType
public interface Topology {

    /**
     * A seat for a peer that has shaken hands. Any former seat of the peer is void.
     *
     * @throws DisconnectException if there is no core any more
     */
    HiveSeat join(NodeId peer, SwarmAddress address) throws DisconnectException;

    /** The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. */
    HiveSeat rejoin(NodeId peer, SwarmAddress address) throws DisconnectException;

    /** Empty until there has been a core. */
    Optional<TableView> table();
}
