package org.jackfield.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jackfield.api.Message;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.Protocol;
import org.jackfield.api.SessionState;
import org.jackfield.core.Departure.Way;
import org.jackfield.core.Inbox.Recall;
import org.jackfield.core.InstalledProtocol.Origin;
import org.jackfield.core.Timers.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One capability on one link: its code range, its inbox and its outbox, which belong to the link, and the
 * {@link SessionRun} that a protocol service lends it. The session never refers to the service.
 *
 * <pre>
 *   begin --> running --> leaving --> left for good
 *     |         ^           |              ^
 *     |         |         parked ----------+   nobody came in time, or could read the state
 *     +---------+-----------+                  (begin: its protocol went between the Hellos)
 * </pre>
 *
 * <p>It is begun, parked, resumed and ended on the link's event loop. A run leaves on its own thread, and is called to
 * do so on any.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long an interrupted run has to get out before it is abandoned. */
    static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final CodeRange range;
    private final Peer peer;
    private final Owner owner;
    private final Environment environment;
    private final Traffic traffic;
    private final Inbox inbox;
    private final Outbox outbox;

    // Held for no I/O and no call to the outside. Guards the rest but the last two, which belong to the event loop.
    private final ReentrantLock lock = new ReentrantLock();
    private volatile InstalledProtocol installed;
    private Recall recall = Recall.NONE;
    private long recalledAtNanos;
    private Optional<SessionRun> run = Optional.empty();
    private Optional<Alarm> eviction = Optional.empty();

    private Optional<Parking> parking = Optional.empty();
    private boolean mute;

    /** What the link is told by its sessions, on any thread. */
    interface Owner {

        /** Runs something on the link's event loop. */
        void execute(Runnable task);

        boolean isLoop(Thread thread);

        /** The inbox is over its mark; on the event loop. */
        void inboxFull();

        /** It is under it again. */
        void inboxDrained();

        /** Something waits in the outbox. */
        void outboxReady();

        /** There is no run any more, and the session is not parked. */
        void sessionLeft(Session session, Departure departure);
    }

    Session(CodeRange range, Peer peer, Owner owner, Environment environment) {
        this.range = range;
        this.peer = peer;
        this.owner = owner;
        this.environment = environment;
        traffic = environment.meters().traffic(range.capability(), range.count());
        inbox = new Inbox(environment.settings().inboxBytes(), owner::inboxFull, owner::inboxDrained);
        outbox = new Outbox(range.first(), environment.settings().outboxBytes(), this::sent, owner::outboxReady);
    }

    CodeRange range() {
        return range;
    }

    /** Who runs it, or ran it last. */
    Origin origin() {
        return installed.origin();
    }

    Inbox inbox() {
        return inbox;
    }

    Outbox outbox() {
        return outbox;
    }

    Duration grace() {
        return environment.settings().grace();
    }

    DetachedThreads threads() {
        return environment.threads();
    }

    /** How long it waits for a release. */
    Duration patience() {
        return environment.settings().parking();
    }

    boolean loopsOn(Thread thread) {
        return owner.isLoop(thread);
    }

    boolean runsOn(Thread thread) {
        return locked(() -> run.filter(current -> current.isOn(thread)).isPresent());
    }

    /** Belongs to a protocol from now on, and is called back with it. Returns false if that is withdrawn already. */
    boolean join(InstalledProtocol protocol) {
        locked(() -> {
            installed = protocol;
            recall = Recall.NONE;
            inbox.recall(Recall.NONE);
            return protocol;
        });
        return protocol.join(peer.id(), this);
    }

    /** Begins the first run. A resumable protocol that went since our Hello may still come back. */
    void begin() {
        if (launch(Optional.empty())) {
            return;
        }
        if (installed.resumable()) {
            park(Optional.empty());
        } else {
            owner.sessionLeft(this, Departure.withdrawn());
        }
    }

    /** A message of ours arrived. On the event loop. */
    void received(int code, byte[] payload) {
        Message message = new Message(code, payload);
        traffic.received(message);
        if (environment.events().messagesWanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.MessageReceived(
                            peer.id(), environment.timers().now(), range.capability(), code, message.size()));
        }
        if (mute) {
            environment.meters().dropped(range.capability());
            return;
        }
        inbox.put(message);
        if (parking.isPresent() && parking.get().fills(OutboxLane.cost(message))) {
            owner.inboxFull();
        }
    }

    private void sent(Message message) {
        traffic.sent(message);
        if (environment.events().messagesWanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.MessageSent(
                            peer.id(), environment.timers().now(), range.capability(), message.code(), message.size()));
        }
    }

    /** Ends for itself while the link goes on: what comes is counted and dropped. After the run has left. */
    void silence() {
        mute = true;
        installed.leave(peer.id(), this);
        inbox.discard();
    }

    boolean isSilent() {
        return mute;
    }

    /**
     * The link has ended: the run reads what is left and is then expected to leave.
     *
     * @return whether there is no run to wait for, as the session was parked
     */
    boolean end() {
        installed.leave(peer.id(), this);
        inbox.end();
        boolean parked = parking.isPresent();
        if (parked) {
            unpark();
            inbox.discard();
            environment.meters().handOverFailed("link ended");
        }
        locked(this::expectToLeave);
        return parked;
    }

    /**
     * The service is withdrawn: the run is to leave at its next message boundary. Any thread; returns at once.
     *
     * @param from which protocol; nothing happens if the session is with another one by now
     * @return the run that is to leave, if there is one
     */
    Optional<SessionRun> recall(InstalledProtocol from) {
        return locked(() -> {
            if (installed != from || recall != Recall.NONE) {
                return Optional.empty();
            }
            recall = from.resumable() ? Recall.HAND_OVER : Recall.FOR_GOOD;
            recalledAtNanos = environment.timers().nanos();
            inbox.recall(recall);
            if (from.resumable()) {
                outbox.widen();
            } else {
                outbox.close();
            }
            return expectToLeave();
        });
    }

    /** The run is over. On its thread. */
    void left(SessionRun gone, Departure how) {
        release(gone).ifPresent(asked -> {
            Departure departure = asked == Recall.NONE ? how.unasked() : how.asked(asked);
            if (departure.way() == Way.WITHDRAWN && asked != Recall.FOR_GOOD) {
                environment.meters().handOverFailed(asked == Recall.NONE ? "unreadable" : "no state");
            }
            owner.sessionLeft(this, departure);
        });
    }

    /** Goes on without a run that does not leave. Any thread. */
    void abandon() {
        locked(() -> run)
                .ifPresent(lingering -> release(lingering).ifPresent(asked -> {
                    lingering.abandon();
                    LOG.warn(
                            "{} of {} does not leave its session with {}, its thread is abandoned",
                            range.capability(),
                            origin(),
                            peer.id().shortHex());
                    if (asked == Recall.HAND_OVER) {
                        environment.meters().handOverFailed("not left");
                    }
                    owner.sessionLeft(this, Departure.withdrawn());
                }));
    }

    /** Lets go of the run; returns how it was called back. Empty if somebody else was the first to let go. */
    private Optional<Recall> release(SessionRun gone) {
        return locked(() -> {
            if (run.filter(current -> current == gone).isEmpty()) {
                return Optional.empty();
            }
            run = Optional.empty();
            eviction.ifPresent(Alarm::cancel);
            eviction = Optional.empty();
            outbox.close();
            return Optional.of(recall);
        });
    }

    /** Waits for a release. On the event loop, while the link stands. */
    void park(Optional<SessionState> state) {
        installed.leave(peer.id(), this);
        ParkingLot lot = environment.parkingLot();
        Alarm expiry = environment.timers().after(environment.settings().parking(), () -> owner.execute(this::expire));
        Optional<Inheritance> inheritance = state.map(left -> new Inheritance(left, origin(), recalledAtNanos));
        Parking place = new Parking(inheritance, lot, environment.settings().parkedTotalBytes(), expiry);
        parking = Optional.of(place);
        lot.add(this, installed);
        if (place.fills(inbox.bytes() + state.map(left -> left.bytes().length).orElse(0))) {
            owner.inboxFull();
        }
        if (environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.SessionParked(
                            peer.id(), environment.timers().now(), range.capability()));
        }
        resumeIfServed();
    }

    /** There may be a release to go on with. Any thread; returns at once. */
    void lookForRelease() {
        owner.execute(this::resumeIfServed);
    }

    private void resumeIfServed() {
        if (parking.isEmpty()) {
            return;
        }
        environment.parkingLot().successor(range).ifPresent(next -> {
            InstalledProtocol former = installed;
            if (join(next) && launch(parking.get().inheritance())) {
                unpark();
            } else {
                // Withdrawn that moment. If another one serves then, we are told.
                next.leave(peer.id(), this);
                installed = former;
            }
        });
    }

    private void unpark() {
        environment.parkingLot().remove(this);
        boolean pressed = parking.get().leave();
        parking = Optional.empty();
        if (pressed) {
            owner.inboxDrained();
        }
    }

    private void expire() {
        if (parking.isPresent()) {
            unpark();
            environment.meters().handOverFailed("timeout");
            owner.sessionLeft(this, Departure.withdrawn("no release of the protocol goes on with the session"));
        }
    }

    /** A run begins with what another release has left. On its thread. */
    void resumed(Inheritance inheritance) {
        Instant now = environment.timers().now();
        Duration pause = Duration.ofNanos(environment.timers().nanos() - inheritance.recalledAtNanos());
        installed.tookOver(inheritance.from(), now, pause);
        environment.meters().handedOver(range.capability(), pause);
        if (environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.SessionResumed(
                            peer.id(), now, range.capability(), origin().bundle(), origin().bundleVersion(), pause));
        }
    }

    /** Begins a run. Returns false if the protocol is withdrawn. */
    private boolean launch(Optional<Inheritance> inheritance) {
        Optional<SessionRun> begun = locked(() -> {
            Optional<Protocol> service = installed.service();
            if (recall == Recall.NONE && service.isPresent()) {
                run = Optional.of(new SessionRun(this, service.get(), inheritance, outbox.open(), peer));
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

    private Optional<SessionRun> expectToLeave() {
        if (run.isPresent() && eviction.isEmpty()) {
            eviction = Optional.of(environment.timers().after(grace(), this::interrupt));
        }
        return run;
    }

    private void interrupt() {
        locked(() -> {
            run.ifPresent(lingering -> {
                lingering.interrupt();
                eviction = Optional.of(environment.timers().after(LAST_GRACE, this::abandon));
            });
            return run;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
