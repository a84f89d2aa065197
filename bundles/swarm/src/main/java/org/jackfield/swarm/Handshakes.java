package org.jackfield.swarm;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.overlay.SwarmAddress;

/**
 * Lets the other protocols of a link wait until bzz has shaken hands there. Before that they must not write: the
 * original's read loop stops at the first such message until its handshake times out.
 */
final class Handshakes {

    private final Map<Link, CompletableFuture<SwarmAddress>> links = new ConcurrentHashMap<>();

    /** One connection. A peer that comes back at once must not find the handshake of the last time. */
    private record Link(NodeId peer, Instant since) {
        static Link with(Peer peer) {
            return new Link(peer.id(), peer.connectedAt());
        }
    }

    /** Completes with what the peer said of itself, or with the failure that ends the link. */
    CompletableFuture<SwarmAddress> with(Peer peer) {
        return links.computeIfAbsent(Link.with(peer), link -> new CompletableFuture<>());
    }

    /**
     * bzz calls this when its session ends, others when they fail before the handshake; nobody does when a session is handed
     * over: its next release finds what the others wait for. Who waits already goes on waiting.
     */
    void forget(Peer peer) {
        links.remove(Link.with(peer));
    }
}
