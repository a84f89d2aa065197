package org.jackfield.eth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.chain.Chain;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** eth/68. */
@Component(service = Protocol.class, configurationPid = "org.jackfield.eth")
@Designate(ocd = EthConfiguration.class)
public final class Eth68 implements ResumableProtocol {

    private final EthSessions sessions;

    @Activate
    public Eth68(@Reference Chain chain, EthConfiguration configuration) {
        sessions = new EthSessions(EthVersion.ETH_68, new EthNetwork(chain, configuration.networkId()));
    }

    @Override
    public Capability capability() {
        return EthVersion.ETH_68.capability();
    }

    @Override
    public int messageCount() {
        return EthVersion.ETH_68.messageCount();
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
