package org.jackfield.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a protocol's {@code run} or {@code resume}, and the thread that does it. What the thread's stack refers to
 * is only this, the pipe and the peer; all three let go of the link when the run is abandoned.
 */
final class SessionRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionRun.class);

    private final Stint stint;
    private final SessionPipe pipe;
    private final Peer peer;
    private final String title;
    private final String name;
    private final DetachedThreads threads;
    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    // Both are taken out by the thread when it begins, so that only its stack refers to the service while it runs.
    private Protocol protocol;
    private Optional<Inheritance> inherited;
    private volatile Thread thread;
    private volatile boolean interrupted;

    /**
     * @param inherited what another release has left; empty to begin afresh
     */
    SessionRun(Session session, Protocol protocol, Optional<Inheritance> inherited, OutboxLane lane, Peer peer) {
        this.stint = session.tally().stint();
        this.pipe = new SessionPipe(session, lane, stint);
        this.protocol = protocol;
        this.inherited = inherited;
        this.peer = peer;
        Capability capability = session.range().capability();
        String remote = peer.id().shortHex();
        this.title = capability + " of " + session.origin() + " with " + remote;
        this.name = "jackfield-" + capability + '-' + remote;
        this.threads = session.threads();
        this.patience = session.patience();
    }

    /** Called once. */
    void start() {
        threads.start(name, this);
    }

    void interrupt() {
        interrupted = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Cuts the run off from its session. Whatever it does from now on has no effect. */
    void abandon() {
        pipe.detach();
        stint.end();
        over.countDown();
    }

    boolean isOn(Thread other) {
        return thread == other;
    }

    /** Waits until the protocol has returned or the run was abandoned. Returns false if the time is over before. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        if (interrupted) {
            // That was before there was a thread; twice does no harm.
            thread.interrupt();
        }
        Departure departure = runProtocol();
        stint.end();
        // The session cannot be in a local variable meanwhile: an abandoned run must not hold it.
        Optional<Session> session = pipe.session();
        pipe.detach();
        try {
            session.ifPresent(current -> current.left(this, departure));
        } finally {
            over.countDown();
        }
        if (departure.way() == Departure.Way.HANDED_OVER) {
            threads.prepare(patience);
        }
    }

    private Departure runProtocol() {
        Protocol service = protocol;
        Optional<Inheritance> left = inherited;
        protocol = null;
        inherited = Optional.empty();
        try {
            if (left.isEmpty()) {
                stint.begin();
                pipe.session().ifPresent(Session::arrived);
                service.run(peer, pipe);
            } else if (reads(service, left.get().state().version())) {
                stint.begin();
                pipe.session().ifPresent(session -> {
                    session.resumed(left.get());
                    session.arrived();
                });
                ((ResumableProtocol) service).resume(peer, pipe, left.get().state());
            } else {
                LOG.info(
                        "{} cannot read {} of {}",
                        title,
                        left.get().state(),
                        left.get().from());
                return Departure.unreadable();
            }
            return Departure.returned();
        } catch (HandOverException e) {
            // Of this only the bytes go on: the exception refers to classes of the protocol's bundle.
            return Departure.handedOver(e.state());
        } catch (RuntimeException | Error e) {
            // A mistake of the protocol; a peer may be able to provoke it, so the trace is for those who look for it.
            Departure departure = Departure.thrown(e);
            LOG.warn("{} fails: {}", title, departure.ending().detail());
            LOG.debug("trace of that failure", e);
            return departure;
        } catch (Exception e) {
            return Departure.thrown(e);
        }
    }

    private boolean reads(Protocol service, int version) {
        try {
            return service instanceof ResumableProtocol next && next.reads(version);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} fails to tell what it can read: {}", title, e.toString());
            return false;
        }
    }
}
