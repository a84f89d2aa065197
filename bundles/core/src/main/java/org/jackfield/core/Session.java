package org.jackfield.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.api.Message;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.SessionState;
import org.jackfield.core.InstalledProtocol.Origin;

/**
 * One capability on one link: its code range, its inbox and its outbox, which belong to the link. One release after
 * the other has it (its {@link Tenancy}); in between it waits (its {@link Parking}). The session never refers to the
 * service.
 *
 * <pre>
 *   begin --> running --> leaving --> left for good
 *     |         ^           |              ^
 *     |         |         parked ----------+   nobody came in time, or could read the state
 *     +---------+-----------+                  (begin: its protocol went between the Hellos)
 * </pre>
 *
 * <p>It belongs to the link's event loop; only where it is said, other threads may call.
 */
final class Session {

    private static final Runnable NOBODY_WAITS = () -> {};

    private final CodeRange range;
    private final Peer peer;
    private final Owner owner;
    private final Environment environment;
    private final Traffic traffic;
    private final Inbox inbox;
    private final Outbox outbox;

    private final Tenancy tenancy;

    private final AtomicReference<Runnable> arrival = new AtomicReference<>(NOBODY_WAITS);
    private Optional<Parking> parking = Optional.empty();
    private volatile boolean mute;
    private volatile boolean over;

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
        tenancy = new Tenancy(this, owner, environment);
    }

    CodeRange range() {
        return range;
    }

    Peer peer() {
        return peer;
    }

    /** Who runs it, or ran it last. Any thread. */
    InstalledProtocol release() {
        return tenancy.release();
    }

    /** Where that comes from. Any thread. */
    Origin origin() {
        return tenancy.release().origin();
    }

    /** What that is counted by. Any thread. */
    ReleaseTally tally() {
        return tenancy.release().tally();
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

    /** Whether a thread is the event loop of its link. Any thread may ask. */
    boolean loopsOn(Thread thread) {
        return owner.isLoop(thread);
    }

    /** Whether a thread is that of its run. Any thread may ask. */
    boolean runsOn(Thread thread) {
        return tenancy.runsOn(thread);
    }

    /** Belongs to a release from now on, and is called back with it. */
    void join(InstalledProtocol protocol) {
        tenancy.take(protocol);
    }

    /**
     * Begins the first run, unless that is another release's since our Hello. A resumable protocol that went since then
     * may still come back.
     */
    void begin() {
        InstalledProtocol offered = tenancy.release();
        if (successor().filter(next -> next != offered && next.resumable()).isPresent() && offered.resumable()) {
            recall(offered);
        }
        if (tenancy.launch(Optional.empty())) {
            return;
        }
        if (offered.resumable()) {
            park(Optional.empty());
        } else {
            owner.sessionLeft(this, Departure.withdrawn());
        }
    }

    /** A message of ours arrived. */
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
        // Without a lambda, which would be made for every message.
        if (parking.isPresent()) {
            parking.get().hold(OutboxLane.cost(message));
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
        tenancy.release().leave(this);
        inbox.discard();
        ended();
    }

    /** Whether it has ended for itself. Any thread. */
    boolean isSilent() {
        return mute;
    }

    /** The link is about to end for a reason that may be its release's. */
    void countDisconnect() {
        if (parking.isEmpty() && !mute) {
            tally().disconnected();
        }
    }

    /**
     * The link has ended: the run reads what is left and is then expected to leave.
     *
     * @return whether there is no run to wait for, as the session was parked
     */
    boolean end() {
        tenancy.release().leave(this);
        inbox.end();
        Optional<Parking> place = parking;
        place.ifPresent(waiting -> {
            waiting.leave();
            inbox.discard();
            environment.meters().handOverFailed("link ended");
        });
        tenancy.expectToLeave();
        ended();
        return place.isPresent();
    }

    /** As {@link Tenancy#recall}. */
    Optional<SessionRun> recall(InstalledProtocol from) {
        return tenancy.recall(from);
    }

    /**
     * Calls the session back from a release that is there still, to go on with another. Any thread; returns at once.
     *
     * @param arrived to be run once, on any thread, when it has gone on or has ended
     * @return false if it is with another release by now, or has ended; {@code arrived} may then be run or not
     */
    boolean move(InstalledProtocol from, Runnable arrived) {
        // Whoever waited for it to come to this release need not any more.
        arrival.getAndSet(arrived).run();
        recall(from);
        return release() == from && !over;
    }

    private void ended() {
        over = true;
        arrived();
    }

    /** A run has begun, or there will be none any more. Any thread. */
    void arrived() {
        arrival.getAndSet(NOBODY_WAITS).run();
    }

    /** The run is over. On its thread. */
    void left(SessionRun gone, Departure how) {
        tenancy.left(gone, how);
    }

    /** Goes on without a run that does not leave. Any thread. */
    void abandon() {
        tenancy.abandon();
    }

    /** Waits for a release, while the link stands. */
    void park(Optional<SessionState> state) {
        InstalledProtocol former = tenancy.release();
        former.leave(this);
        Optional<Inheritance> inheritance =
                state.map(left -> new Inheritance(left, former.origin(), tenancy.recalledAtNanos()));
        Parking place = new Parking(this, former, inheritance, owner, environment);
        parking = Optional.of(place);
        place.begin();
    }

    void unparked() {
        parking = Optional.empty();
    }

    /**
     * Begins a run of another release. Returns false, and all is as before, if that is withdrawn or no more the one that
     * the session belongs to.
     */
    boolean goOn(InstalledProtocol next, Optional<Inheritance> inheritance) {
        InstalledProtocol former = tenancy.release();
        tenancy.take(next);
        // Looked at after it is taken: whoever changes the routes later finds the session there, and calls it back.
        boolean routed = successor().filter(now -> now == next).isPresent();
        if (routed && tenancy.launch(inheritance)) {
            return true;
        }
        tenancy.giveBack(former);
        return false;
    }

    private Optional<InstalledProtocol> successor() {
        return environment.parkingLot().successor(range, peer.id());
    }

    /** A run begins with what another release has left. On its thread. */
    void resumed(Inheritance inheritance) {
        Instant now = environment.timers().now();
        Duration pause = Duration.ofNanos(environment.timers().nanos() - inheritance.recalledAtNanos());
        tenancy.release().tookOver(inheritance.from(), now, pause);
        environment.meters().handedOver(range.capability(), pause);
        if (environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.SessionResumed(
                            peer.id(), now, range.capability(), origin().bundle(), origin().bundleVersion(), pause));
        }
    }
}
