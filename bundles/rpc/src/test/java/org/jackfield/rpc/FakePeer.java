package org.jackfield.rpc;

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

/** A connected peer that somebody else dialed. */
record FakePeer(NodeId id, String clientId, List<Capability> offered) implements Peer {

    @Override
    public Enode enode() {
        return new Enode(id, "10.0.0.7", 40404, 0);
    }

    @Override
    public int baseVersion() {
        return 5;
    }

    @Override
    public List<Capability> shared() {
        return offered.subList(0, 1);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("127.0.0.1", 30303);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress("::1", 40404);
    }

    @Override
    public boolean inbound() {
        return true;
    }

    @Override
    public boolean pinned() {
        return false;
    }

    @Override
    public boolean trusted() {
        return true;
    }

    @Override
    public Instant connectedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Optional<Duration> roundTripTime() {
        return Optional.empty();
    }

    @Override
    public void disconnect(DisconnectReason reason) {}
}
