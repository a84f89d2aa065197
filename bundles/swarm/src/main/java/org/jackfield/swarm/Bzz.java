package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bzz/14}: one handshake a link, for all of Swarm's protocols on it, then silence. The side that dialed speaks
 * first.
 */
@Component
public final class Bzz implements Protocol {

    static final int HANDSHAKE = 0;

    private final Swarm swarm;
    private final Duration limit;
    private final Map<NodeId, SwarmAddress> peers = new ConcurrentHashMap<>();

    @Activate
    public Bzz(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT);
    }

    Bzz(Swarm swarm, Duration limit) {
        this.swarm = swarm;
        this.limit = limit;
    }

    @Override
    public Capability capability() {
        return new Capability("bzz", BzzHandshake.VERSION);
    }

    @Override
    public int messageCount() {
        return 1;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        CompletableFuture<SwarmAddress> handshake = swarm.handshakes.with(peer);
        try {
            SwarmAddress remote = shakeHands(pipe, peer.inbound());
            peers.put(peer.id(), remote);
            handshake.complete(remote);
            expectSilence(peer.id(), remote, pipe);
        } catch (Exception e) {
            handshake.completeExceptionally(e);
            throw e;
        } finally {
            swarm.handshakes.forget(peer);
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("network", swarm.networkId);
        swarm.overlay().ifPresent(overlay -> info.put("overlay", overlay.toString()));
        info.put("light", swarm.light);
        return info;
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(peers.get(peer)).map(SwarmAddress::info);
    }

    private void expectSilence(NodeId peer, SwarmAddress remote, MessagePipe pipe)
            throws IOException, InterruptedException {
        try {
            pipe.read();
            throw DisconnectException.subprotocol("a second bzz handshake");
        } finally {
            // A younger link to the same node may have put its own there meanwhile.
            peers.computeIfPresent(peer, (id, current) -> current == remote ? null : current);
        }
    }

    private SwarmAddress shakeHands(MessagePipe pipe, boolean inbound) throws IOException, InterruptedException {
        SwarmAddress own = swarm.address()
                .orElseThrow(() -> new DisconnectException(DisconnectReason.QUITTING, "the node is shutting down"));
        byte[] greeting = new BzzHandshake(swarm.networkId, own).encode();
        if (!inbound) {
            pipe.write(HANDSHAKE, greeting);
        }
        Message answer =
                pipe.read(limit).orElseThrow(() -> DisconnectException.subprotocol("no bzz handshake within " + limit));
        SwarmAddress remote =
                BzzHandshake.decode(answer.payload(), swarm.networkId).address();
        if (inbound) {
            pipe.write(HANDSHAKE, greeting);
        }
        return remote;
    }
}
