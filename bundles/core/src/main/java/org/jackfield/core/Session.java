package org.jackfield.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.Protocol;
import org.jackfield.core.InstalledProtocol.Origin;
import org.jackfield.core.Timers.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One capability on one link: its code range, its inbox and its outbox, which belong to the link, and the
 * {@link SessionRun} that a protocol service lends it. The session never refers to the service.
 */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long an interrupted run has to get out before it is abandoned. */
    static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final CodeRange range;
    private final NodeId peer;
    private final Owner owner;
    private final Environment environment;
    private final Traffic traffic;
    private final Inbox inbox;
    private final Outbox outbox;
    private final AtomicReference<SessionRun> running = new AtomicReference<>();
    private volatile Origin origin;
    private volatile boolean recalled;
    private volatile Alarm eviction = () -> {};

    /** What the link is told by its sessions, on any thread. */
    interface Owner {

        /** The inbox is over its mark; on the event loop. */
        void inboxFull();

        /** It is under it again. */
        void inboxDrained();

        /** Something waits in the outbox. */
        void outboxReady();

        /** The run is over; the link is to end for this, if it has not ended yet. */
        void sessionLeft(Session session, Ending ending);
    }

    Session(CodeRange range, NodeId peer, Owner owner, Environment environment) {
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
        return origin;
    }

    Inbox inbox() {
        return inbox;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Begins a run on a thread of its own. */
    void start(InstalledProtocol installed, Peer to) {
        origin = installed.origin();
        Optional<Protocol> service = installed.service();
        if (service.isEmpty() || recalled) {
            owner.sessionLeft(this, withdrawn());
            return;
        }
        SessionRun run = new SessionRun(this, service.get(), to, environment.threads());
        running.set(run);
        try {
            run.start();
            if (recalled) {
                // Recalled before there was a run to wait for.
                expectToLeave();
            }
        } catch (OutOfMemoryError e) {
            // The system has no thread left: one peer less, not a dead event loop.
            left(run, Ending.ours(DisconnectReason.TOO_MANY_PEERS, "no thread: " + e.getMessage()));
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
                            peer, environment.timers().now(), range.capability(), code, message.size()));
        }
        inbox.put(message);
    }

    private void sent(Message message) {
        traffic.sent(message);
        if (environment.events().messagesWanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.MessageSent(
                            peer, environment.timers().now(), range.capability(), message.code(), message.size()));
        }
    }

    /** The link has ended: the run reads what is left and is then expected to leave. On the event loop. */
    void end() {
        inbox.end();
        expectToLeave();
    }

    /** The service is withdrawn: the run is to leave at its next message boundary. Any thread; returns at once. */
    void recall() {
        recalled = true;
        inbox.recall();
        outbox.close();
        expectToLeave();
    }

    /** The run is over. On its thread. */
    void left(SessionRun run, Ending ending) {
        if (running.compareAndSet(run, null)) {
            eviction.cancel();
            owner.sessionLeft(this, recalled ? withdrawn() : ending);
        }
    }

    private void expectToLeave() {
        if (running.get() != null) {
            eviction = environment.timers().after(environment.settings().grace(), this::interrupt);
        }
    }

    private void interrupt() {
        SessionRun run = running.get();
        if (run != null) {
            run.interrupt();
            eviction = environment.timers().after(LAST_GRACE, this::abandon);
        }
    }

    /** Goes on without a run that does not leave. Any thread. */
    void abandon() {
        SessionRun run = running.getAndSet(null);
        if (run != null) {
            run.abandon();
            LOG.warn(
                    "{} of {} does not leave its session with {}, its thread is abandoned",
                    range.capability(),
                    origin,
                    peer.shortHex());
            owner.sessionLeft(this, withdrawn());
        }
    }

    private static Ending withdrawn() {
        return Ending.ours(DisconnectReason.REQUESTED, "the protocol was withdrawn");
    }
}
