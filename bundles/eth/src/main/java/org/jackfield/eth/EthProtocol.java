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
import org.jackfield.chain.Chain;

/** What the services of all versions have in common: each version is a component of its own, to come and go alone. */
class EthProtocol implements ResumableProtocol {

    private final EthVersion version;
    private final EthSessions sessions;

    EthProtocol(EthVersion version, Chain chain, EthConfiguration configuration) {
        this.version = version;
        sessions = new EthSessions(version, new EthNetwork(chain, configuration.networkId()));
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
        return stateVersion == EthState.VERSION;
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
