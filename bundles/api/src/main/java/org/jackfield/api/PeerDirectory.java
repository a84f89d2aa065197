package org.jackfield.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The core's service for this node's connections. All methods may be called on any thread and do not block. */
@ProviderType
public interface PeerDirectory {

    /** This node; the port is the one it listens on, 0 if it does not. */
    Enode self();

    /** The client identity our Hello carries, such as {@code Jackfield/v0.1.0/linux-amd64/java17}. */
    String clientId();

    /** Whether inbound connections are accepted. */
    boolean listening();

    int maxPeers();

    /** Everyone connected, by node id. */
    List<Peer> peers();

    Optional<Peer> peer(NodeId id);

    /**
     * Keeps a connection to {@code node} from now on: dials it, and again with growing pauses whenever the link ends,
     * until {@link #disconnect}. The peer limit does not hold for it.
     *
     * @return completes with the peer as soon as it is connected; fails with the first attempt's error (a
     *     {@link DisconnectException} where the other side gave a reason), which does not end the attempts
     */
    CompletionStage<Peer> connect(Enode node);

    /**
     * Ends the connection with {@link DisconnectReason#REQUESTED} and dials the node no more.
     *
     * @return whether it was connected or being dialed
     */
    boolean disconnect(NodeId id);

    /** Admits the node beyond the peer limit from now on. */
    void trust(NodeId id);

    /** Takes {@link #trust} back; a connection that stands is kept. */
    void distrust(NodeId id);
}
