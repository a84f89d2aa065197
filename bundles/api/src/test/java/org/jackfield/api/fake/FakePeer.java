package org.jackfield.api.fake;

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

/** A connected and trusted peer; {@code inbound} ones have neither been pinged nor pinned. */
public record FakePeer(NodeId id, String clientId, boolean inbound, Instant connectedAt) implements Peer {

    /** A peer whose id begins with {@code digits}, zeroes after them. */
    public static FakePeer of(String digits, String clientId, boolean inbound, Instant connectedAt) {
        String id = digits + "0".repeat(2 * NodeId.BYTES - digits.length());
        return new FakePeer(NodeId.parse(id), clientId, inbound, connectedAt);
    }

    @Override
    public Enode enode() {
        return new Enode(id, "10.0.0.7", 30303, 0);
    }

    @Override
    public int baseVersion() {
        return 5;
    }

    @Override
    public List<Capability> offered() {
        return List.of(new Capability("eth", 68), new Capability("eth", 69), new Capability("snap", 1));
    }

    @Override
    public List<Capability> shared() {
        return offered().subList(1, 3);
    }

    @Override
    public InetSocketAddress localAddress() {
        return new InetSocketAddress("::1", 30303);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress("10.0.0.7", inbound ? 40404 : 30303);
    }

    @Override
    public boolean pinned() {
        return !inbound;
    }

    @Override
    public boolean trusted() {
        return true;
    }

    @Override
    public Optional<Duration> roundTripTime() {
        return inbound ? Optional.empty() : Optional.of(Duration.ofNanos(1_250_000));
    }

    @Override
    public void disconnect(DisconnectReason reason) {}
}
