package org.jackfield.core;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.core.PeerTable.Verdict;
import org.jackfield.core.Timers.Alarm;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link from the encryption handshake to both Hellos. The checks come in go-ethereum's order: those that need the
 * identity alone before our Hello, which a Disconnect then takes the place of; identity and shared capabilities after
 * theirs; then the first ones again, as others may have come meanwhile. Then a {@link PeerLink} takes over.
 *
 * <p>A first message that is neither Hello nor Disconnect, or a Hello that cannot be read, closes the link without a
 * word. All state is owned by the link's event loop.
 */
final class Greeter implements LinkHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Greeter.class);

    /** From the end of the encryption handshake to their Hello. */
    static final Duration HELLO_TIMEOUT = Duration.ofSeconds(5);

    private static final Alarm NO_DEADLINE = () -> {};

    private final Link link;
    private final Optional<Enode> dialed;
    private final Switchboard switchboard;
    private final Environment environment;
    private final Outcome outcome;
    private List<InstalledProtocol> offered = List.of();
    private Optional<PeerLink> successor = Optional.empty();
    private boolean over;
    private Alarm deadline = NO_DEADLINE;

    /** Whoever caused the link hears once what became of it, on the link's event loop. */
    interface Outcome {
        /** Asked before the peer is taken in. */
        boolean stillWanted();

        void connected(ConnectedPeer peer);

        void failed(IOException why);
    }

    /**
     * @param dialed empty for an inbound link
     */
    Greeter(Link link, Optional<Enode> dialed, Switchboard switchboard, Outcome outcome) {
        this.link = link;
        this.dialed = dialed;
        this.switchboard = switchboard;
        this.environment = switchboard.environment();
        this.outcome = outcome;
    }

    /** Called once, on the event loop. */
    void begin() {
        Optional<DisconnectReason> refusal = switchboard.table().refusal(link.remoteId(), link.inbound());
        if (refusal.isPresent()) {
            refuse(refusal.get(), "");
            return;
        }
        deadline =
                environment.timers().after(HELLO_TIMEOUT, () -> link.executor().execute(this::expire));
        offered = switchboard.serving(link.remoteId());
        link.write(BaseMessages.HELLO, switchboard.hello(offered).encode());
        link.flush();
        // Last, as it may deliver their Hello at once.
        link.start(this);
    }

    /** Leaves before there is a peer. Any thread. */
    void quit() {
        link.executor().execute(() -> {
            if (!over) {
                refuse(DisconnectReason.QUITTING, "");
            }
        });
    }

    @Override
    public void received(int code, byte[] payload) {
        if (successor.isPresent()) {
            successor.get().received(code, payload);
        } else if (!over) {
            receivedFirst(code, payload);
        }
    }

    @Override
    public void delivered() {
        successor.ifPresent(PeerLink::delivered);
    }

    @Override
    public void writable() {
        successor.ifPresent(PeerLink::writable);
    }

    @Override
    public void ended(IOException cause) {
        if (successor.isPresent()) {
            successor.get().ended(cause);
        } else {
            close(PeerLink.ending(cause));
        }
    }

    @Override
    public void closed() {
        if (successor.isPresent()) {
            successor.get().closed();
        } else {
            close(Ending.ours(DisconnectReason.NETWORK_ERROR, "closed before Hello"));
        }
    }

    private void receivedFirst(int code, byte[] payload) {
        if (code == BaseMessages.DISCONNECT) {
            close(Ending.remote(DisconnectMessage.decode(payload)));
        } else if (code != BaseMessages.HELLO || payload.length > BaseMessages.MAX_BYTES) {
            close(breach("first message has id " + code + " and " + payload.length + " bytes, expected Hello"));
        } else {
            try {
                greeted(Hello.decode(payload)
                        .naming(offered.stream()
                                .map(InstalledProtocol::capability)
                                .toList()));
            } catch (RlpException e) {
                close(breach("unreadable Hello: " + e.getMessage()));
            }
        }
    }

    private void greeted(Hello hello) {
        // Whatever we say from here on they expect by the new rule, a refusal too.
        link.established(hello.compresses());
        List<Route> routes = Route.negotiate(offered, hello.capabilities());
        if (hello.id().isEmpty()) {
            refuse(DisconnectReason.INVALID_IDENTITY, "Hello carries no valid node id");
        } else if (!hello.id().get().equals(link.remoteId())) {
            refuse(
                    DisconnectReason.UNEXPECTED_IDENTITY,
                    "Hello says " + hello.id().get().shortHex());
        } else if (routes.isEmpty()) {
            refuse(DisconnectReason.USELESS_PEER, "offered " + hello.capabilities());
        } else if (!outcome.stillWanted()) {
            refuse(DisconnectReason.REQUESTED, "not wanted any more");
        } else {
            admit(hello, routes);
        }
    }

    private void admit(Hello hello, List<Route> routes) {
        List<Capability> shared =
                routes.stream().map(route -> route.range().capability()).toList();
        ConnectedPeer peer = new ConnectedPeer(
                link, dialed, hello, shared, environment.timers().now(), switchboard.table());
        PeerLink peerLink = new PeerLink(link, peer, routes, environment, switchboard);
        Verdict verdict = switchboard.table().admit(peerLink);
        if (verdict.refusal().isPresent()) {
            refuse(verdict.refusal().get(), "");
            return;
        }
        finish();
        successor = Optional.of(peerLink);
        verdict.replaced().ifPresent(former -> former.disconnect(DisconnectReason.ALREADY_CONNECTED));
        peerLink.begin(routes);
        outcome.connected(peer);
        switchboard.connected(peerLink);
    }

    private void expire() {
        if (!over) {
            close(Ending.ours(DisconnectReason.NETWORK_ERROR, "no Hello within " + HELLO_TIMEOUT.toSeconds() + " s"));
        }
    }

    private static Ending breach(String detail) {
        return Ending.ours(DisconnectReason.PROTOCOL_ERROR, detail);
    }

    private void refuse(DisconnectReason reason, String detail) {
        link.write(BaseMessages.DISCONNECT, DisconnectMessage.encode(reason));
        link.flush();
        close(Ending.ours(reason, detail));
    }

    private void close(Ending ending) {
        if (over) {
            return;
        }
        finish();
        link.close();
        LOG.debug("no session with {} at {}: {}", link.remoteId().shortHex(), link.remoteAddress(), ending);
        switchboard.countFailure(ending);
        outcome.failed(ending.asException());
    }

    private void finish() {
        over = true;
        deadline.cancel();
        // The link knows its greeter as long as it lives.
        deadline = NO_DEADLINE;
        offered = List.of();
        switchboard.greeted(this);
    }
}
