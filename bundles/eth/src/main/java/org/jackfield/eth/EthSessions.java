package org.jackfield.eth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.SessionState;

/** The sessions of one version of the protocol, by peer: what its service has in common with the other versions'. */
final class EthSessions {

    private final EthVersion version;
    private final EthNetwork network;
    private final Rooms rooms;
    private final Map<NodeId, EthSession> running = new ConcurrentHashMap<>();

    EthSessions(EthVersion version, EthNetwork network, Rooms rooms) {
        this.version = version;
        this.network = network;
        this.rooms = rooms;
    }

    void run(NodeId peer, MessagePipe pipe) throws IOException, InterruptedException {
        EthSession session = new EthSession(version, network, rooms, peer, pipe);
        converse(peer, session, session::run);
    }

    void resume(NodeId peer, MessagePipe pipe, SessionState left) throws IOException, InterruptedException {
        EthState state = EthState.decode(version, left, network.chain().head().number());
        EthSession session = new EthSession(version, network, rooms, peer, pipe);
        converse(peer, session, () -> session.resume(state));
    }

    private interface Conversation {
        void run() throws IOException, InterruptedException;
    }

    private void converse(NodeId peer, EthSession session, Conversation conversation)
            throws IOException, InterruptedException {
        running.put(peer, session);
        try {
            conversation.run();
        } finally {
            running.remove(peer, session);
        }
    }

    Map<String, Object> nodeInfo() {
        return network.nodeInfo();
    }

    Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(running.get(peer)).flatMap(EthSession::info);
    }
}
