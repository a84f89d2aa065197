package org.jackfield.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A connected remote node. All methods may be called on any thread and do not block. */
@ProviderType
public interface Peer {

    NodeId id();

    /** Where it can be dialed as far as we know: the address dialed or, for an inbound link, the one it came from. */
    Enode enode();

    /** The client identity of its Hello, with anything unprintable replaced, at most 256 characters. */
    String clientId();

    /** The base protocol's version of its Hello: 5 and above compress. */
    int baseVersion();

    /** All that its Hello offered, sorted, without repetitions. */
    List<Capability> offered();

    /** What both sides share and runs on the link, in the order of the code ranges. */
    List<Capability> shared();

    InetSocketAddress localAddress();

    InetSocketAddress remoteAddress();

    /** Whether the other side dialed. */
    boolean inbound();

    /** Whether we were told to keep a connection to it ({@link PeerDirectory#connect}); geth calls it static. */
    boolean pinned();

    /** Whether it is admitted beyond the peer limit. */
    boolean trusted();

    Instant connectedAt();

    /** The last ping's, once a pong has come. */
    Optional<Duration> roundTripTime();

    /** Ends the link: the other side is told {@code reason}. Returns at once; repeated calls do nothing. */
    void disconnect(DisconnectReason reason);
}
