package org.jackfield.eth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/** One version of the protocol, as the service that {@link EthPublisher} registers. */
final class EthProtocol implements ResumableProtocol {

    private final EthVersion version;
    private final EthSessions sessions;

    EthProtocol(EthVersion version, EthNetwork network, Rooms rooms) {
        this.version = version;
        sessions = new EthSessions(version, network, rooms);
    }

    @Override
    public Capability capability() {
        return version.capability();
    }

    @Override
    public int messageCount() {
        return version.messageCount();
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws IOException, InterruptedException {
        sessions.run(peer.id(), pipe);
    }

    @Override
    public boolean reads(int stateVersion) {
        return EthState.reads(stateVersion);
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws IOException, InterruptedException {
        sessions.resume(peer.id(), pipe, state);
    }

    @Override
    public Map<String, Object> nodeInfo() {
        return sessions.nodeInfo();
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return sessions.peerInfo(peer);
    }
}
