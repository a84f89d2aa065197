package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;

/** hive, of any release: nodes make each other known, so that every table of the overlay fills. Begins after bzz. */
abstract class GossipProtocol implements ResumableProtocol {

    /** How often the originals look at their tables (ethersphere swarm v0.5.8, network/hive.go). */
    static final Duration TICK = Duration.ofMillis(500);

    private final Swarm swarm;
    private final HiveForm form;
    private final Duration handshakeLimit;
    private final Duration tick;
    private final Map<NodeId, HiveSession> sessions = new ConcurrentHashMap<>();

    GossipProtocol(Swarm swarm, HiveForm form, Duration handshakeLimit, Duration tick) {
        this.swarm = swarm;
        this.form = form;
        this.handshakeLimit = handshakeLimit;
        this.tick = tick;
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
            SwarmAddress remote = met.remote();
            HiveSession session = new HiveSession(remote, swarm.topology.rejoin(peer.id(), remote), form);
            converse(peer, session, () -> session.resume(pipe, tick));
        } else if (state instanceof HiveState.Waiting waiting) {
            begin(peer, pipe, waiting);
        }
    }

    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        swarm.topology.table().ifPresent(table -> {
            info.put("overlay", table.owner().toString());
            info.put("depth", table.depth());
            info.put("peers", table.connected());
            info.put("known", table.known());
        });
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
        SwarmAddress remote = wait.await(swarm.handshakes, peer);
        HiveSession session = new HiveSession(remote, swarm.topology.join(peer.id(), remote), form);
        converse(peer, session, () -> session.run(pipe, wait.early(), !peer.inbound(), tick));
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
