package org.jackfield.api.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.RegisteredProtocol;

/** Who this node is, whom it is connected to and what is installed; what is asked of it is written down. */
public final class FakeNode implements PeerDirectory, ProtocolRegistry {

    public static final NodeId ID = NodeId.of(new byte[NodeId.BYTES]);

    public final List<String> orders = new ArrayList<>();
    public final List<Peer> peers = new ArrayList<>();
    public final List<RegisteredProtocol> protocols = new ArrayList<>();
    public CompletableFuture<Peer> connection = new CompletableFuture<>();
    public boolean wasConnected = true;
    public Map<String, Map<String, Object>> nodeInfo = Map.of();
    public Map<String, Optional<Map<String, Object>>> peerInfo = Map.of();

    @Override
    public Enode self() {
        return new Enode(ID, "127.0.0.1", 30303, 0);
    }

    @Override
    public String clientId() {
        return "Jackfield/v0.1.0/test";
    }

    @Override
    public boolean listening() {
        return true;
    }

    @Override
    public int maxPeers() {
        return 50;
    }

    @Override
    public List<Peer> peers() {
        return peers;
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return peers.stream().filter(peer -> peer.id().equals(id)).findFirst();
    }

    @Override
    public CompletionStage<Peer> connect(Enode node) {
        orders.add("connect " + node);
        return connection;
    }

    @Override
    public boolean disconnect(NodeId id) {
        orders.add("disconnect " + id);
        return wasConnected;
    }

    @Override
    public void trust(NodeId id) {
        orders.add("trust " + id);
    }

    @Override
    public void distrust(NodeId id) {
        orders.add("distrust " + id);
    }

    @Override
    public List<RegisteredProtocol> registered() {
        return protocols;
    }

    @Override
    public List<Capability> offered() {
        return protocols.stream().map(RegisteredProtocol::capability).toList();
    }

    @Override
    public Map<String, Map<String, Object>> nodeInfo() {
        return nodeInfo;
    }

    @Override
    public Map<String, Optional<Map<String, Object>>> peerInfo(NodeId peer) {
        return peerInfo;
    }
}
