package org.jackfield.swarm;

import java.io.IOException;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.Retrieval;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.overlay.SwarmAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code stream/8}, of the release that was part of go-ethereum 1.8: chunks, one by one. Two nodes that speak a later release with
 * each other share it, too, if both know the older one; then nothing is said in it.
 */
@Component(service = Protocol.class)
public final class OlderStream implements ResumableProtocol {

    static final String NAME = "stream";

    private final AfterHandshake course;
    private final Retrieval retrieval;

    @Activate
    public OlderStream(@Reference Swarm swarm, @Reference Retrieval retrieval) {
        this(AfterHandshake.of(NAME, swarm), retrieval);
    }

    OlderStream(AfterHandshake course, Retrieval retrieval) {
        this.course = course;
        this.retrieval = retrieval;
    }

    @Override
    public Capability capability() {
        return new Capability(NAME, 8);
    }

    @Override
    public int messageCount() {
        return OlderStreamCodec.COUNT;
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        if (!Swarm.isOlder(peer)) {
            expectSilence(pipe);
        }
        course.run(peer, new WrappedPipe(pipe), (remote, wake, left) -> begun(peer, remote, wake));
    }

    @Override
    public boolean reads(int stateVersion) {
        return AfterHandshake.reads(stateVersion);
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        if (!Swarm.isOlder(peer)) {
            expectSilence(pipe);
        }
        course.resume(
                peer,
                new WrappedPipe(pipe),
                state,
                (remote, wake, left) ->
                        left.isPresent() ? resumed(peer, remote, wake, left.get()) : begun(peer, remote, wake));
    }

    private OlderStreamSession begun(Peer peer, SwarmAddress remote, Runnable wake) {
        RetrievalSeat seat = retrieval.join(peer.id(), remote, relays(), wake);
        return new OlderStreamSession(remote, seat, wake);
    }

    private OlderStreamSession resumed(Peer peer, SwarmAddress remote, Runnable wake, byte[] left)
            throws DisconnectException {
        RetrievalSeat seat = retrieval.rejoin(peer.id(), remote, relays(), wake);
        return new OlderStreamSession(remote, seat, wake).resumed(left);
    }

    private boolean relays() {
        return !course.swarm().light;
    }

    /** Never returns. */
    private static void expectSilence(MessagePipe pipe) throws IOException, InterruptedException {
        try {
            pipe.read();
        } catch (HandOverException signal) {
            throw signal.with(new SessionState(HiveState.VERSION, new byte[0]));
        }
        throw DisconnectException.subprotocol("stream/8 on a link of a later release");
    }
}
