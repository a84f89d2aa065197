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
import org.jackfield.core.InstalledProtocol.Origin;
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
    private final Capability capability;
    private final Origin origin;
    private final DetachedThreads threads;
    private final SpareThreads used;
    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    // Both are taken out by the thread when it begins, so that only its stack refers to the service while it runs.
    private Protocol protocol;
    private Optional<Inheritance> inherited;
    // Guards what follows: the thread goes on to other sessions, which no interrupt may hit.
    private final Mutex mutex = new Mutex();
    private Optional<Thread> thread = Optional.empty();
    private boolean interrupted;

    /**
     * @param inherited what another release has left; empty to begin afresh
     */
    SessionRun(Session session, Protocol protocol, Optional<Inheritance> inherited, OutboxLane lane, Peer peer) {
        this.stint = session.tally().stint();
        this.pipe = new SessionPipe(session, lane, stint);
        this.protocol = protocol;
        this.inherited = inherited;
        this.peer = peer;
        this.capability = session.range().capability();
        this.origin = session.origin();
        this.threads = session.threads();
        this.used = session.release().threads();
        this.patience = session.patience();
    }

    /** Called once. */
    void start() {
        threads.start("jackfield-" + capability + '-' + peer.id().shortHex(), this, used);
    }

    void interrupt() {
        mutex.locked(() -> {
            interrupted = true;
            thread.ifPresent(Thread::interrupt);
        });
    }

    /** Cuts the run off from its session. Whatever it does from now on has no effect. */
    void abandon() {
        pipe.detach();
        stint.end();
        over.countDown();
    }

    boolean isOn(Thread other) {
        return mutex.locked(() -> thread.filter(current -> current == other).isPresent());
    }

    /** Waits until the protocol has returned or the run was abandoned. Returns false if the time is over before. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        mutex.locked(() -> {
            thread = Optional.of(Thread.currentThread());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            speak();
        } finally {
            mutex.locked(() -> thread = Optional.empty());
        }
    }

    private void speak() {
        Protocol service = protocol;
        Optional<Inheritance> left = inherited;
        protocol = null;
        inherited = Optional.empty();
        // No session may be in a local variable while the protocol runs: an abandoned run must not hold it.
        // Nor more frames than needed, as the memory of an idle session is its thread's stack above all.
        Departure departure;
        try {
            if (!begins(service, left)) {
                departure = Departure.unreadable();
            } else if (left.isEmpty()) {
                service.run(peer, pipe);
                departure = Departure.returned();
            } else {
                ((ResumableProtocol) service).resume(peer, pipe, left.get().state());
                departure = Departure.returned();
            }
        } catch (Throwable thrown) {
            departure = departure(thrown);
        }
        leave(departure);
    }

    /** Whether the release has the session now: as a rule, unless it cannot read what another one has left. */
    private boolean begins(Protocol service, Optional<Inheritance> left) {
        if (left.isPresent() && !reads(service, left.get().state().version())) {
            LOG.info(
                    "{} cannot read {} of {}",
                    title(),
                    left.get().state(),
                    left.get().from());
            return false;
        }
        stint.begin();
        pipe.session().ifPresent(session -> {
            left.ifPresent(session::resumed);
            session.arrived();
        });
        return true;
    }

    private Departure departure(Throwable thrown) {
        if (thrown instanceof HandOverException signal) {
            // Of this only the bytes go on: the exception refers to classes of the protocol's bundle.
            return Departure.handedOver(signal.state());
        }
        Departure departure = Departure.thrown(thrown);
        if (thrown instanceof RuntimeException || thrown instanceof Error) {
            // A mistake of the protocol; a peer may be able to provoke it, so the trace is for those who look for it.
            LOG.warn("{} fails: {}", title(), departure.ending().detail());
            LOG.debug("trace of that failure", thrown);
        }
        return departure;
    }

    private void leave(Departure departure) {
        stint.end();
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

    private boolean reads(Protocol service, int version) {
        try {
            return service instanceof ResumableProtocol next && next.reads(version);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} fails to tell what it can read: {}", title(), e.toString());
            return false;
        }
    }

    private String title() {
        return capability + " of " + origin + " with " + peer.id().shortHex();
    }
}
