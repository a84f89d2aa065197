package org.jackfield.core;

import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a protocol's {@code run}, and the thread that does it. What the thread's stack refers to is only this,
 * the pipe and the peer; all three let go of the link when the run is abandoned.
 */
final class SessionRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);

    private final SessionPipe pipe;
    private final Peer peer;
    private final String title;
    // Taken out by the thread when it begins, so that only its stack refers to the service while it runs.
    private Protocol protocol;
    private final Thread thread;

    SessionRun(Session session, Protocol protocol, Peer peer, DetachedThreads threads) {
        this.pipe = new SessionPipe(session);
        this.protocol = protocol;
        this.peer = peer;
        Capability capability = session.range().capability();
        String remote = peer.id().shortHex();
        this.title = capability + " of " + session.origin() + " with " + remote;
        this.thread = threads.session("jackfield-" + capability + '-' + remote, this);
    }

    /** Called once. */
    void start() {
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Cuts the run off from its session. Whatever it does from now on has no effect. */
    void abandon() {
        pipe.detach();
    }

    @Override
    public void run() {
        Ending ending = runProtocol();
        // The session cannot be in a local variable meanwhile: an abandoned run must not hold it.
        Optional<Session> session = pipe.session();
        pipe.detach();
        session.ifPresent(current -> current.left(this, ending));
    }

    private Ending runProtocol() {
        Protocol service = protocol;
        protocol = null;
        try {
            service.run(peer, pipe);
            return Ending.returned();
        } catch (RuntimeException | Error e) {
            // A mistake of the protocol; a peer may be able to provoke it, so the trace is for those who look for it.
            Ending ending = Ending.thrown(e);
            LOG.warn("{} fails: {}", title, ending.detail());
            LOG.debug("trace of that failure", e);
            return ending;
        } catch (Exception e) {
            return Ending.thrown(e);
        }
    }
}
