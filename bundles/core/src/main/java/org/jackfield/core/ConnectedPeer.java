package org.jackfield.core;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.transport.Link;

/**
 * A peer as everybody outside of the core knows it. It refers to its link only while that stands, so that whoever
 * keeps a peer keeps no socket, queue or message.
 */
final class ConnectedPeer implements Peer {

    private final NodeId id;
    private final Optional<Enode> dialed;
    private final int baseVersion;
    private final String clientId;
    private final List<Capability> offered;
    private final List<Capability> shared;
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;
    private final boolean inbound;
    private final Instant connectedAt;
    private final PeerTable table;
    private volatile PeerLink link;
    private volatile Duration roundTripTime;

    /** @param dialed empty for an inbound link */
    ConnectedPeer(
            Link link,
            Optional<Enode> dialed,
            Hello hello,
            List<Capability> shared,
            Instant connectedAt,
            PeerTable table) {
        this.id = link.remoteId();
        this.dialed = dialed;
        this.baseVersion = hello.version();
        this.clientId = hello.clientId();
        this.offered = hello.capabilities();
        // Mostly the same: two lists less, with many peers.
        this.shared = shared.equals(offered) ? offered : shared;
        this.localAddress = link.localAddress();
        this.remoteAddress = link.remoteAddress();
        this.inbound = link.inbound();
        this.connectedAt = connectedAt;
        this.table = table;
    }

    void attach(PeerLink standing) {
        link = standing;
    }

    void detach() {
        link = null;
    }

    void measured(Duration roundTrip) {
        roundTripTime = roundTrip;
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public Enode enode() {
        return dialed.orElseGet(() -> new Enode(id, remoteAddress));
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public int baseVersion() {
        return baseVersion;
    }

    @Override
    public List<Capability> offered() {
        return offered;
    }

    @Override
    public List<Capability> shared() {
        return shared;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public boolean inbound() {
        return inbound;
    }

    @Override
    public boolean pinned() {
        return table.pinned(id);
    }

    @Override
    public boolean trusted() {
        return table.trusted(id);
    }

    @Override
    public Instant connectedAt() {
        return connectedAt;
    }

    @Override
    public Optional<Duration> roundTripTime() {
        return Optional.ofNullable(roundTripTime);
    }

    @Override
    public void disconnect(DisconnectReason reason) {
        PeerLink standing = link;
        if (standing != null) {
            standing.disconnect(reason);
        }
    }

    @Override
    public String toString() {
        return id.shortHex() + '@' + remoteAddress;
    }
}
