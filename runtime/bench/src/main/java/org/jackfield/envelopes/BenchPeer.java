package org.jackfield.envelopes;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;

/** A peer without a link, each at an address of its own. */
record BenchPeer(int number, String clientId) implements Peer {

    private static final Instant CONNECTED = Instant.EPOCH;

    @Override
    public NodeId id() {
        return NodeId.of(
                ByteBuffer.allocate(NodeId.BYTES).putInt(number * 0x9e3779b9).array());
    }

    @Override
    public Enode enode() {
        return new Enode(id(), remoteAddress());
    }

    @Override
    public int baseVersion() {
        return 5;
    }

    @Override
    public List<Capability> offered() {
        return List.of(new Capability("shh", 6));
    }

    @Override
    public List<Capability> shared() {
        return offered();
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("10.0.0.1", 30303);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress("10.1." + number / 250 % 250 + '.' + (1 + number % 250), 30303);
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
        return false;
    }

    @Override
    public Instant connectedAt() {
        return CONNECTED;
    }

    @Override
    public Optional<Duration> roundTripTime() {
        return Optional.empty();
    }

    @Override
    public void disconnect(DisconnectReason reason) {}
}
