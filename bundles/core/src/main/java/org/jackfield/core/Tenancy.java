package org.jackfield.core;

import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.Protocol;
import org.jackfield.core.Departure.Way;
import org.jackfield.core.Inbox.Recall;
import org.jackfield.core.Timers.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which release has a session, and the run that it lends: begun, called to leave, and let go of once, whoever is the
 * first to do so. It refers to the service only through the release.
 *
 * <p>A release takes the session, and begins its run, on the link's event loop. The run leaves on its own thread, and is
 * called to do so on any.
 */
final class Tenancy {

    private static final Logger LOG = LoggerFactory.getLogger(Tenancy.class);

    /** How long an interrupted run has to get out before it is abandoned. */
    static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final Session session;
    private final Session.Owner owner;
    private final Environment environment;

    // Held for no call to the outside. Guards the rest.
    private final Mutex mutex = new Mutex();
    private volatile InstalledProtocol release;
    private Recall recall = Recall.NONE;
    private long recalledAtNanos;
    private Optional<SessionRun> run = Optional.empty();
    private Optional<Alarm> eviction = Optional.empty();

    Tenancy(Session session, Session.Owner owner, Environment environment) {
        this.session = session;
        this.owner = owner;
        this.environment = environment;
    }

    /** Who has the session, or had it last. */
    InstalledProtocol release() {
        return release;
    }

    /** When the last one was called to leave, by {@link Timers#nanos}. */
    long recalledAtNanos() {
        return mutex.locked(() -> recalledAtNanos);
    }

    boolean runsOn(Thread thread) {
        return mutex.locked(() -> run.filter(current -> current.isOn(thread)).isPresent());
    }

    /** A release has the session from now on. It may be called back before it has begun a run. */
    void take(InstalledProtocol next) {
        mutex.locked(() -> {
            release = next;
            recall = Recall.NONE;
            session.inbox().recall(Recall.NONE);
        });
        next.join(session);
    }

    /** The release has it no more; {@code former} had it last. */
    void giveBack(InstalledProtocol former) {
        release.leave(session);
        release = former;
    }

    /** Begins a run. Returns false if the release is withdrawn, or was called back. */
    boolean launch(Optional<Inheritance> inheritance) {
        Optional<SessionRun> begun = mutex.locked(() -> {
            Optional<Protocol> service = release.service();
            if (recall == Recall.NONE && service.isPresent()) {
                run = Optional.of(new SessionRun(
                        session, service.get(), inheritance, session.outbox().open(), session.peer()));
                return run;
            }
            return Optional.empty();
        });
        begun.ifPresent(this::start);
        return begun.isPresent();
    }

    private void start(SessionRun begun) {
        try {
            begun.start();
        } catch (OutOfMemoryError e) {
            // The system has no thread left: one peer less, not a dead event loop.
            left(begun, Departure.unable(e));
            begun.abandon();
        }
    }

    /**
     * The release is to let go of the session: its run leaves at the next message boundary. Any thread; returns at once.
     *
     * @param from which release; nothing happens if the session is with another one by now
     * @return the run that is to leave, if there is one
     */
    Optional<SessionRun> recall(InstalledProtocol from) {
        return mutex.locked(() -> {
            if (release != from) {
                return Optional.empty();
            }
            if (recall == Recall.NONE) {
                recall = from.resumable() ? Recall.HAND_OVER : Recall.FOR_GOOD;
                recalledAtNanos = environment.timers().nanos();
                session.inbox().recall(recall);
                if (from.resumable()) {
                    session.outbox().widen();
                } else {
                    session.outbox().close();
                }
            }
            return evictLater();
        });
    }

    /** The link has ended, and with it the session: the run has its time to leave. */
    void expectToLeave() {
        mutex.locked(this::evictLater);
    }

    private Optional<SessionRun> evictLater() {
        if (run.isPresent() && eviction.isEmpty()) {
            eviction = Optional.of(
                    environment.timers().after(environment.settings().grace(), this::interrupt));
        }
        return run;
    }

    private void interrupt() {
        mutex.locked(() -> run.ifPresent(lingering -> {
            lingering.interrupt();
            eviction = Optional.of(environment.timers().after(LAST_GRACE, this::abandon));
        }));
    }

    /** The run is over. On its thread. */
    void left(SessionRun gone, Departure how) {
        letGo(gone).ifPresent(asked -> {
            Departure departure = asked == Recall.NONE ? how.unasked() : how.asked(asked);
            if (departure.way() == Way.WITHDRAWN && asked != Recall.FOR_GOOD) {
                environment.meters().handOverFailed(asked == Recall.NONE ? "unreadable" : "no state");
            }
            owner.sessionLeft(session, departure);
        });
    }

    /** Goes on without a run that does not leave. Any thread. */
    void abandon() {
        mutex.locked(() -> run)
                .ifPresent(lingering -> letGo(lingering).ifPresent(asked -> {
                    lingering.abandon();
                    LOG.warn(
                            "{} of {} does not leave its session with {}, its thread is abandoned",
                            session.range().capability(),
                            release.origin(),
                            session.peer().id().shortHex());
                    if (asked == Recall.HAND_OVER) {
                        environment.meters().handOverFailed("not left");
                    }
                    owner.sessionLeft(session, Departure.withdrawn());
                }));
    }

    /** Lets go of the run; returns how it was called back. Empty if somebody else was the first to let go. */
    private Optional<Recall> letGo(SessionRun gone) {
        return mutex.locked(() -> {
            if (run.filter(current -> current == gone).isEmpty()) {
                return Optional.empty();
            }
            run = Optional.empty();
            eviction.ifPresent(Alarm::cancel);
            eviction = Optional.empty();
            session.outbox().close();
            return Optional.of(recall);
        });
    }
}
