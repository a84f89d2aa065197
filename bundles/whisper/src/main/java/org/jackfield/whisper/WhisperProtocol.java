package org.jackfield.whisper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/** One of the two protocols, as the service that {@link WhisperPublisher} registers. */
final class WhisperProtocol implements ResumableProtocol {

    private final Dialect dialect;
    private final Rooms rooms;
    private final Map<NodeId, WhisperSession> sessions = new ConcurrentHashMap<>();

    WhisperProtocol(Dialect dialect, Rooms rooms) {
        this.dialect = dialect;
        this.rooms = rooms;
    }

    @Override
    public Capability capability() {
        return dialect.capability();
    }

    @Override
    public int messageCount() {
        return PacketCode.COUNT;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws IOException, InterruptedException {
        WhisperSession session = new WhisperSession(dialect, rooms, peer, pipe);
        converse(peer.id(), session, session::run);
    }

    @Override
    public boolean reads(int stateVersion) {
        return stateVersion == WhisperState.VERSION;
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws IOException, InterruptedException {
        WhisperState left = WhisperState.decode(state);
        WhisperSession session = new WhisperSession(dialect, rooms, peer, pipe);
        converse(peer.id(), session, () -> session.resume(left));
    }

    private interface Conversation {
        void run() throws IOException, InterruptedException;
    }

    private void converse(NodeId peer, WhisperSession session, Conversation conversation)
            throws IOException, InterruptedException {
        sessions.put(peer, session);
        try {
            conversation.run();
        } finally {
            sessions.remove(peer, session);
        }
    }

    /** By geth's names (go-ethereum v1.9.20, whisper/whisperv6/whisper.go), which waku has too. */
    @Override
    public Map<String, Object> nodeInfo() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", dialect.versionName());
        info.put("maxMessageSize", rooms.maxMessageBytes());
        info.put("minimumPoW", rooms.own().minWork());
        return info;
    }

    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(sessions.get(peer)).flatMap(WhisperSession::info);
    }
}
