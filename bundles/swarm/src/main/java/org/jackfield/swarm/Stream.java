package org.jackfield.swarm;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.overlay.ChunkSync;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.SyncSeat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz-stream/8}: chunks pulled from node to node, until each has those that belong to it. Begins after bzz. */
@Component(service = Protocol.class)
public final class Stream extends FollowingProtocol {

    static final String NAME = "bzz-stream";

    private final ChunkSync sync;
    private final Map<NodeId, StreamConversation> conversations = new ConcurrentHashMap<>();

    @Activate
    public Stream(@Reference Swarm swarm, @Reference ChunkSync sync) {
        this(AfterHandshake.of(NAME, swarm), sync);
    }

    Stream(AfterHandshake course, ChunkSync sync) {
        super(course);
        this.sync = sync;
    }

    @Override
    public Capability capability() {
        return new Capability(NAME, 8);
    }

    @Override
    public int messageCount() {
        return 6;
    }

    /** Which bins are pulled from the peer, and how many chunks went which way since the bundle is there. */
    @Override
    public Optional<Map<String, Object>> peerInfo(NodeId peer) {
        return Optional.ofNullable(conversations.get(peer)).map(StreamConversation::info);
    }

    @Override
    Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left)
            throws DisconnectException {
        SyncSeat seat = sync.join(remote, !course().swarm().light, wake);
        StreamConversation conversation =
                new StreamConversation(seat, wake, System::nanoTime, course().silence(), this::over);
        if (left.isPresent()) {
            try {
                conversation.restore(left.get());
            } catch (DisconnectException e) {
                conversation.leave();
                throw e;
            }
        }
        conversations.put(peer.id(), conversation);
        return conversation;
    }

    /** A younger link may have another by then. */
    private void over(StreamConversation conversation) {
        conversations.values().remove(conversation);
    }
}
