package org.jackfield.core;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.core.Timers.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link after both Hellos: sorts what arrives to its sessions, keeps it alive, and ends it once, whoever is the first
 * to have a reason. Its state is owned by the link's event loop.
 */
final class PeerLink implements LinkHandler, Session.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

    private enum State {
        NEW,
        STANDING,
        ENDED
    }

    private final Link link;
    private final ConnectedPeer peer;
    private final Environment environment;
    private final EndListener listener;
    private final Session[] sessions;
    private final FairWriter writer;
    private final Heartbeat heartbeat;
    // One for each session that has not left, and one for the socket.
    private final AtomicInteger outstanding;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private State state = State.NEW;
    private volatile Thread loop;
    private boolean heard;
    private int fullInboxes;
    private Alarm nextBeat = () -> {};

    /** Hears of the end, on the link's event loop. */
    interface EndListener {
        /** @return whether the peer is gone; it is not if a younger link has taken its seat */
        boolean ended(PeerLink link, Ending ending);
    }

    PeerLink(Link link, ConnectedPeer peer, List<Route> routes, Environment environment, EndListener listener) {
        this.link = link;
        this.peer = peer;
        this.environment = environment;
        this.listener = listener;
        sessions = routes.stream()
                .map(route -> new Session(route.range(), peer, this, environment))
                .toArray(Session[]::new);
        writer = new FairWriter(
                link, List.of(sessions).stream().map(Session::outbox).toList(), this::end);
        heartbeat = new Heartbeat(
                environment.settings().pingInterval(),
                environment.settings().silence(),
                environment.timers().nanos());
        outstanding = new AtomicInteger(sessions.length + 1);
    }

    ConnectedPeer peer() {
        return peer;
    }

    /** The version of a protocol that it carries now; one that was silenced it carries no more. Any thread. */
    Optional<CarriedVersion> carried(String protocol) {
        List<CodeRange> ranges = Arrays.stream(sessions)
                .filter(session -> !session.isSilent())
                .map(Session::range)
                .toList();
        return CarriedVersion.of(protocol, ranges);
    }

    /** Completes when the socket is closed and every protocol has left or was abandoned. */
    CompletionStage<Void> gone() {
        return gone;
    }

    /**
     * Starts the protocols. Called once, on the event loop.
     *
     * @param routes those that it was made for
     */
    void begin(List<Route> routes) {
        state = State.STANDING;
        loop = Thread.currentThread();
        peer.attach(this);
        LOG.debug("connected to {} {}, shared {}", peer, peer.clientId(), peer.shared());
        if (environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.Connected(
                            peer.id(), peer.connectedAt(), peer.remoteAddress(), peer.inbound(), peer.shared()));
        }
        for (int i = 0; i < sessions.length; i++) {
            // A protocol that was withdrawn since our Hello fails to begin.
            sessions[i].join(routes.get(i).protocol());
        }
        for (Session session : sessions) {
            session.begin();
        }
        scheduleBeat();
    }

    /** Ends the link from any thread; returns at once. */
    void disconnect(DisconnectReason reason) {
        boolean wished = reason.equals(DisconnectReason.REQUESTED) || reason.equals(DisconnectReason.QUITTING);
        execute(() -> end(Ending.ours(reason, ""), wished));
    }

    /** Cuts off what has not left by itself, so that {@link #gone} completes without it. Any thread. */
    void abandonSessions() {
        for (Session session : sessions) {
            session.abandon();
        }
    }

    @Override
    public void received(int code, byte[] payload) {
        heard = true;
        if (state != State.STANDING) {
            return;
        }
        if (code < BaseMessages.CODES) {
            receivedBase(code, payload);
            return;
        }
        for (Session session : sessions) {
            if (session.range().contains(code)) {
                session.received(code - session.range().first(), payload);
                return;
            }
        }
        end(Ending.ours(DisconnectReason.PROTOCOL_ERROR, "message id " + code + " belongs to no shared protocol"));
    }

    @Override
    public void delivered() {
        for (Session session : sessions) {
            session.inbox().announce();
        }
    }

    private void receivedBase(int code, byte[] payload) {
        switch (code) {
            case BaseMessages.DISCONNECT -> end(Ending.remote(DisconnectMessage.decode(payload)));
            case BaseMessages.PING -> writer.pong();
            case BaseMessages.PONG ->
                heartbeat.pong(environment.timers().nanos()).ifPresent(peer::measured);
            default -> LOG.trace("base message {} of {} ignored", code, peer);
        }
    }

    @Override
    public void writable() {
        writer.pump();
    }

    @Override
    public void ended(IOException cause) {
        end(ending(cause));
    }

    /** How the end of a link beneath us ends it for the protocols. */
    static Ending ending(IOException cause) {
        return cause instanceof DisconnectException
                ? Ending.thrown(cause)
                : Ending.ours(DisconnectReason.NETWORK_ERROR, String.valueOf(cause.getMessage()));
    }

    @Override
    public void closed() {
        end(Ending.ours(DisconnectReason.NETWORK_ERROR, "closed"));
        settle();
    }

    @Override
    public void inboxFull() {
        if (fullInboxes++ == 0) {
            link.reading(false);
        }
    }

    @Override
    public void inboxDrained() {
        execute(() -> {
            if (--fullInboxes == 0 && state == State.STANDING) {
                heard = true; // We did not listen, so the silence does not count.
                link.reading(true);
            }
        });
    }

    @Override
    public void outboxReady() {
        writer.ready();
    }

    @Override
    public boolean isLoop(Thread thread) {
        return thread == loop;
    }

    @Override
    public void sessionLeft(Session session, Departure departure) {
        if (departure.way() == Departure.Way.HANDED_OVER) {
            execute(() -> handedOver(session, departure));
        } else {
            execute(() -> lost(session, departure));
            settle();
        }
    }

    private void handedOver(Session session, Departure departure) {
        if (state == State.STANDING) {
            session.park(departure.state());
        } else {
            settle();
        }
    }

    private void lost(Session session, Departure departure) {
        if (state == State.STANDING && departure.failed()) {
            session.tally().failed();
        }
        if (state == State.STANDING && outlives(departure, session)) {
            LOG.debug("{} of {} ends: {}", session.range().capability(), peer, departure.ending());
            session.silence();
        } else {
            end(departure.ending(), departure.way() == Departure.Way.WITHDRAWN);
        }
    }

    /** Whether the link goes on without the session: some other protocol must still run on it. */
    private boolean outlives(Departure departure, Session lost) {
        return environment
                        .settings()
                        .policies()
                        .keepsLink(departure.way(), lost.range().capability())
                && Arrays.stream(sessions).anyMatch(session -> session != lost && !session.isSilent());
    }

    private void end(Ending ending) {
        end(ending, false);
    }

    /**
     * @param wished whether somebody wanted it so; else it speaks against the releases that run on the link
     */
    private void end(Ending ending, boolean wished) {
        if (state != State.STANDING) {
            return;
        }
        state = State.ENDED;
        nextBeat.cancel();
        sendLast(ending);
        link.close();
        for (Session session : sessions) {
            if (!wished) {
                session.countDisconnect();
            }
            if (session.end()) {
                settle();
            }
        }
        peer.detach();
        LOG.debug("link to {} ended: {}", peer, ending);
        boolean peerIsGone = listener.ended(this, ending);
        if (peerIsGone && environment.events().wanted()) {
            environment
                    .events()
                    .emit(new PeerEvent.Disconnected(
                            peer.id(),
                            environment.timers().now(),
                            ending.reason(),
                            ending.byRemote(),
                            ending.detail()));
        }
    }

    private void sendLast(Ending ending) {
        if (ending.byRemote() || ending.reason().equals(DisconnectReason.NETWORK_ERROR)) {
            writer.abort();
        } else if (ending.reason().equals(DisconnectReason.PING_TIMEOUT)) {
            writer.abort();
            writer.tell(ending.reason());
        } else {
            writer.finish();
            writer.tell(ending.reason());
        }
    }

    private void scheduleBeat() {
        nextBeat = environment.timers().after(heartbeat.step(), () -> execute(this::beat));
    }

    private void beat() {
        if (state != State.STANDING) {
            return;
        }
        boolean alive = heard || fullInboxes > 0;
        heard = false;
        switch (heartbeat.beat(environment.timers().nanos(), alive)) {
            case TIMEOUT -> end(Ending.ours(DisconnectReason.PING_TIMEOUT, "nothing heard"));
            case PING -> writer.ping();
            case NOTHING -> LOG.trace("{} is alive", peer);
        }
        if (state == State.STANDING) {
            scheduleBeat();
        }
    }

    private void settle() {
        if (outstanding.decrementAndGet() == 0) {
            gone.complete(null);
        }
    }

    @Override
    public void execute(Runnable task) {
        link.executor().execute(task);
    }
}
