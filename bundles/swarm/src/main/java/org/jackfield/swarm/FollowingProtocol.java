package org.jackfield.swarm;

import java.io.IOException;
import java.util.Optional;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;
import org.jackfield.overlay.SwarmAddress;

/** A protocol that begins after bzz, and has a {@link Conversation} with each peer. */
abstract class FollowingProtocol implements ResumableProtocol {

    private final AfterHandshake course;

    FollowingProtocol(AfterHandshake course) {
        this.course = course;
    }

    /** Takes the peer's seat, as {@link AfterHandshake.Opening} has it. */
    abstract Conversation open(Peer peer, MessagePipe pipe, SwarmAddress remote, Runnable wake, Optional<byte[]> left)
            throws IOException;

    /** What is read from and written to on the peer's link; the pipe itself unless messages are wrapped there. */
    MessagePipe framed(Peer peer, MessagePipe pipe) throws IOException, InterruptedException {
        return pipe;
    }

    final AfterHandshake course() {
        return course;
    }

    @Override
    public final void run(Peer peer, MessagePipe pipe) throws Exception {
        MessagePipe framed = framed(peer, pipe);
        course.run(peer, framed, (remote, wake, left) -> open(peer, framed, remote, wake, left));
    }

    @Override
    public final boolean reads(int stateVersion) {
        return stateVersion == ConversationState.VERSION;
    }

    @Override
    public final void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        MessagePipe framed = framed(peer, pipe);
        course.resume(peer, framed, state, (remote, wake, left) -> open(peer, framed, remote, wake, left));
    }
}
