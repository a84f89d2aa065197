package org.jackfield.swarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code hive/11}: nodes make each other known, so that every table of the overlay fills. Begins after bzz. */
@Component
public final class Hive implements Protocol {

    /** How often the original looks at its table (ethersphere swarm v0.5.8, network/hive.go). */
    private static final Duration TICK = Duration.ofMillis(500);

    private final Swarm swarm;
    private final Duration handshakeLimit;
    private final Duration tick;
    private final Map<NodeId, HiveSession> sessions = new ConcurrentHashMap<>();

    @Activate
    public Hive(@Reference Swarm swarm) {
        this(swarm, Swarm.HANDSHAKE_LIMIT, TICK);
    }

    Hive(Swarm swarm, Duration handshakeLimit, Duration tick) {
        this.swarm = swarm;
        this.handshakeLimit = handshakeLimit;
        this.tick = tick;
    }

    @Override
    public Capability capability() {
        return new Capability("hive", 11);
    }

    @Override
    public int messageCount() {
        return 2;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        SwarmAddress remote = awaitHandshake(peer);
        Overlay self = swarm.overlay()
                .orElseThrow(() -> new DisconnectException(DisconnectReason.QUITTING, "the node is shutting down"));
        HiveSession session = new HiveSession(self, remote, swarm.neighbours, swarm.addressBook);
        sessions.put(peer.id(), session);
        try {
            session.run(pipe, !peer.inbound(), tick);
        } finally {
            sessions.remove(peer.id(), session);
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        swarm.overlay().ifPresent(overlay -> {
            Bins bins = swarm.neighbours.bins(overlay);
            info.put("overlay", overlay.toString());
            info.put("depth", bins.depth());
            info.put("peers", bins.connections());
        });
        info.put("known", swarm.addressBook.size());
        return info;
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(sessions.get(peer)).map(HiveSession::info);
    }

    /** Where bzz fails this fails alike, so that the link ends with the same reason whoever is quicker. */
    private SwarmAddress awaitHandshake(Peer peer) throws Exception {
        try {
            return swarm.handshakes.with(peer).get(handshakeLimit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw DisconnectException.subprotocol("no bzz handshake within " + handshakeLimit);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            swarm.handshakes.forget(peer);
        }
    }
}
