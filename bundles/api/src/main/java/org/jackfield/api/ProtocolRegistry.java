package org.jackfield.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The core's service that knows which protocols are installed. Protocols get in by being registered as {@link Protocol}
 * services. All methods may be called on any thread and do not block.
 */
@ProviderType
public interface ProtocolRegistry {

    /** Everything installed, by capability; of one capability the serving one first, those that only have parked sessions last. */
    List<RegisteredProtocol> registered();

    /** What the next connection will be offered, sorted; to a peer outside of all canaries' shares. */
    List<Capability> offered();

    /** {@link Protocol#nodeInfo()} of every name's highest serving version; a protocol that fails to tell is left out. */
    Map<String, Map<String, Object>> nodeInfo();

    /**
     * {@link Protocol#peerInfo} of the protocols that run with a connected peer, by name.
     *
     * @return an empty value while the protocol's handshake is running or where it fails to tell
     */
    Map<String, Optional<Map<String, Object>>> peerInfo(NodeId peer);
}
