package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code hive/11}: nodes make each other known, so that every table of the overlay fills. Begins after bzz. */
@Component(service = Protocol.class)
public final class Hive implements ResumableProtocol {

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
        begin(peer, pipe, new HiveState.Waiting(handshakeLimit, List.of()));
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == HiveState.VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState left) throws Exception {
        HiveState state = HiveState.decode(left);
        if (state instanceof HiveState.Met met) {
            HiveSession session = session(met.remote());
            converse(peer, session, () -> session.resume(pipe, met, tick));
        } else if (state instanceof HiveState.Waiting waiting) {
            begin(peer, pipe, waiting);
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

    private interface Conversation {
        void run() throws IOException, InterruptedException;
    }

    private void begin(Peer peer, MessagePipe pipe, HiveState.Waiting state) throws Exception {
        HandshakeWait wait = new HandshakeWait(pipe, state);
        HiveSession session = session(awaitHandshake(peer, wait));
        converse(peer, session, () -> session.run(pipe, wait.early(), !peer.inbound(), tick));
    }

    private SwarmAddress awaitHandshake(Peer peer, HandshakeWait wait) throws Exception {
        try {
            SwarmAddress remote = wait.await(swarm.handshakes.with(peer));
            swarm.handshakes.forget(peer);
            return remote;
        } catch (HandOverException handedOver) {
            throw handedOver;
        } catch (Exception e) {
            swarm.handshakes.forget(peer);
            throw e;
        }
    }

    private HiveSession session(SwarmAddress remote) throws DisconnectException {
        Overlay self = swarm.overlay()
                .orElseThrow(() -> new DisconnectException(DisconnectReason.QUITTING, "the node is shutting down"));
        return new HiveSession(self, remote, swarm.neighbours, swarm.addressBook);
    }

    private void converse(Peer peer, HiveSession session, Conversation conversation)
            throws IOException, InterruptedException {
        sessions.put(peer.id(), session);
        try {
            conversation.run();
        } finally {
            sessions.remove(peer.id(), session);
        }
    }
}
