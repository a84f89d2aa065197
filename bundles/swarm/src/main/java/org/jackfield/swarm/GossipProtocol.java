package org.jackfield.swarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.SwarmAddress;

/** hive, of any release: nodes make each other known, so that every table of the overlay fills. Begins after bzz. */
abstract class GossipProtocol extends FollowingProtocol {

    /** How often the originals look at their tables (ethersphere swarm v0.5.8, network/hive.go). */
    static final Duration TICK = Duration.ofMillis(500);

    private final Swarm swarm;
    private final HiveForm form;
    private final Duration tick;
    private final Map<NodeId, HiveSession> sessions = new ConcurrentHashMap<>();

    GossipProtocol(Swarm swarm, HiveForm form, Duration handshakeLimit, Duration tick) {
        super(new AfterHandshake("hive", swarm, handshakeLimit, tick));
        this.swarm = swarm;
        this.form = form;
        this.tick = tick;
    }

    @Override
    public int messageCount() {
        return 2;
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

    @Override
    Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left)
            throws DisconnectException {
        HiveSeat seat =
                left.isPresent() ? swarm.topology.rejoin(peer.id(), remote) : swarm.topology.join(peer.id(), remote);
        HiveSession session = new HiveSession(remote, seat, form, pipe, tick, sessions.values()::remove);
        sessions.put(peer.id(), session);
        return session;
    }
}
