package org.jackfield.swarm;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.ChunkSync;
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code stream/8}, of the release that was part of go-ethereum 1.8: single chunks, and those that
 * nodes pull from each other. Two nodes that speak a later release with
 * each other share it, too, if both know the older one; then nothing is said in it.
 */
@Component(service = Protocol.class)
public final class OlderStream extends FollowingProtocol {

    static final String NAME = "stream";

    private final Retrieval retrieval;
    private final ChunkSync sync;
    private final Map<NodeId, OlderStreamSession> sessions = new ConcurrentHashMap<>();

    @Activate
    public OlderStream(@Reference Swarm swarm, @Reference Retrieval retrieval, @Reference ChunkSync sync) {
        this(AfterHandshake.of(NAME, swarm), retrieval, sync);
    }

    OlderStream(AfterHandshake course, Retrieval retrieval, ChunkSync sync) {
        super(course);
        this.retrieval = retrieval;
        this.sync = sync;
    }

    @Override
    public Capability capability() {
        return new Capability(NAME, 8);
    }

    @Override
    public int messageCount() {
        return OlderStreamCodec.COUNT;
    }

    /** How many chunks were synced which way since the bundle is there. */
    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.of(Optional.ofNullable(sessions.get(peer))
                .map(OlderStreamSession::info)
                .orElse(Map.of()));
    }

    /** Comes back on a link of the older release alone. */
    @Override
    MessagePipe framed(Peer peer, MessagePipe pipe) throws IOException, InterruptedException {
        if (!Swarm.isOlder(peer)) {
            expectSilence(pipe);
        }
        return new WrappedPipe(pipe);
    }

    @Override
    Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left)
            throws DisconnectException {
        boolean full = !course().swarm().light;
        RetrievalSeat retrievalSeat = left.isPresent()
                ? retrieval.rejoin(peer.id(), remote, full, wake)
                : retrieval.join(peer.id(), remote, full, wake);
        OlderStreamSession session =
                new OlderStreamSession(remote, retrievalSeat, sync.join(remote, full, wake), full, wake, this::over);
        if (left.isPresent()) {
            try {
                session.restore(left.get());
            } catch (DisconnectException e) {
                session.leave();
                throw e;
            }
        }
        sessions.put(peer.id(), session);
        return session;
    }

    /** A younger link may have another by then. */
    private void over(OlderStreamSession session) {
        sessions.values().remove(session);
    }

    /** Never returns. */
    private static void expectSilence(MessagePipe pipe) throws IOException, InterruptedException {
        try {
            pipe.read();
        } catch (HandOverException signal) {
            throw signal.with(new SessionState(ConversationState.VERSION, new byte[0]));
        }
        throw DisconnectException.subprotocol("stream/8 on a link of a later release");
    }
}
