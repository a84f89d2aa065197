package org.jackfield.pss;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.session.Seats;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.TableView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from peers and from here, delivers those that are for us, and forwards them (ethersphere swarm v0.5.8, pss/pss.go). What
 * is for us goes on, too, unless it is for our whole address alone: others may share it, and nobody is to see where a message ends. No
 * lock is held while listeners are called.
 */
final class PssRouter implements Pss, PssRelay, PeerEventListener {

    /** How long encrypted messages live. */
    static final Duration SEALED_LIFE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(PssRouter.class);
    private static final long MAX_EXPIRY = 0xffff_ffffL;

    private final Supplier<Optional<TableView>> table;
    private final Sealer sealer;
    private final KeyTable keys;
    private final InstantSource clock;
    private final SeenMessages seen;
    private final Outbox outbox;
    private final Listeners listeners = new Listeners();
    private final Seats<MessageSeat> seats = new Seats<>(MessageSeat::leave);

    /**
     * @param table where we stand
     * @param clock for what other nodes are told
     * @param nanos for what stays here
     */
    PssRouter(
            Supplier<Optional<TableView>> table,
            Sealer sealer,
            KeyTable keys,
            InstantSource clock,
            LongSupplier nanos) {
        this.table = table;
        this.sealer = sealer;
        this.keys = keys;
        this.clock = clock;
        this.seen = new SeenMessages(nanos);
        this.outbox = new Outbox(nanos);
    }

    @Override
    public Optional<Overlay> address() {
        return table.get().map(TableView::owner);
    }

    @Override
    public boolean isNearestTo(Overlay point) {
        return address()
                .filter(owner -> seats.all().stream().noneMatch(seat -> point.isNearer(seat.place(), owner)))
                .isPresent();
    }

    @Override
    public Registration listen(Interest interest, Consumer<Delivery> listener) {
        return listeners.add(interest, listener);
    }

    @Override
    public void sendRaw(Destination to, Topic topic, byte[] payload, Duration life) throws PssException {
        send(to, Seal.RAW, topic, payload.clone(), life);
    }

    @Override
    public void sendSymmetric(String keyId, Topic topic, byte[] payload) throws PssException {
        byte[] key = keys.symmetric(keyId)
                .orElseThrow(() -> new PssException("missing valid send symkey " + keyId + ": non-existent key ID"));
        Destination to = Optional.ofNullable(keys.holders(keyId).get(topic))
                .orElseThrow(() -> new PssException("invalid topic '" + topic + "' for symkey '" + keyId + "'"));
        checkLength(payload);
        send(to, Seal.SYMMETRIC, topic, sealer.forHolders(key, payload), SEALED_LIFE);
    }

    @Override
    public void sendAsymmetric(byte[] publicKey, Topic topic, byte[] payload) throws PssException {
        Destination to = Optional.ofNullable(keys.peer(publicKey).get(topic))
                .orElseThrow(() ->
                        new PssException("invalid topic '" + topic + "' for pubkey '" + Sealer.name(publicKey) + "'"));
        checkLength(payload);
        send(to, Seal.ASYMMETRIC, topic, sealer.forOwner(publicKey, payload), SEALED_LIFE);
    }

    @Override
    public PssSeat join(NodeId peer, SwarmAddress address, Runnable wake) {
        long uses = seats.all().stream().mapToLong(MessageSeat::uses).min().orElse(0);
        MessageSeat seat = new MessageSeat(this, address, uses, wake);
        seats.join(peer, seat);
        retry();
        return seat;
    }

    @Override
    public PssSeat rejoin(NodeId peer, SwarmAddress address, Runnable wake) {
        Optional<MessageSeat> standing =
                seats.of(peer).filter(seat -> seat.remote().equals(address) && !seat.hasLeft());
        standing.ifPresent(seat -> seat.waking(wake));
        return standing.isPresent() ? standing.get() : join(peer, address, wake);
    }

    void left(MessageSeat seat) {
        seats.leave(seat);
    }

    /** A peer has brought a message. */
    void receive(PssMessage message, MessageSeat origin) {
        Optional<TableView> here = table.get();
        if (here.isEmpty() || isExpired(message) || !seen.add(message)) {
            return;
        }
        boolean toGoOn = !deliver(message, here.get());
        if (toGoOn && !forwardOrKeep(message, Optional.of(origin))) {
            LOG.debug("no room to keep a message for {} of topic {}", message.to(), message.topic());
        }
    }

    /** Tries again what nobody has taken yet. Now and then, and whenever somebody comes. */
    void retry() {
        outbox.retry(
                waiting -> isExpired(waiting.message()) || forward(waiting.message(), waiting.origin(), seats.all()));
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    @Override
    public void onEvent(PeerEvent event) {
        seats.onEvent(event);
    }

    private void send(Destination to, Seal seal, Topic topic, byte[] payload, Duration life) throws PssException {
        checkLength(payload);
        long expiry = Math.min(MAX_EXPIRY, clock.instant().plus(life).getEpochSecond());
        PssMessage message = new PssMessage(to, seal == Seal.RAW, seal == Seal.SYMMETRIC, expiry, topic, payload);
        seen.add(message);
        if (!forwardOrKeep(message, Optional.empty())) {
            throw new PssException("outbox full");
        }
    }

    /** @return whether it is for us alone, and needs not go on */
    private boolean deliver(PssMessage message, TableView here) {
        boolean ours = message.to().covers(here.owner());
        boolean near = here.owner().proximity(message.to().point()) >= here.depth();
        if (!ours && !near) {
            return false;
        }
        boolean wanted = listeners.want(message.topic(), message.raw(), ours);
        Optional<Delivery> opened = wanted ? open(message) : Optional.empty();
        opened.ifPresent(delivery -> listeners.deliver(message.topic(), ours, delivery));
        return ours
                && message.to().isWhole()
                && !listeners.wantNeighbourhood(message.topic())
                && (message.raw() || opened.isPresent());
    }

    private Optional<Delivery> open(PssMessage message) {
        return switch (message.seal()) {
            case RAW -> Optional.of(new Delivery(message.payload(), Seal.RAW, ""));
            case SYMMETRIC -> keys.open(message.payload());
            case ASYMMETRIC -> sealer.openOwn(message.payload());
        };
    }

    private boolean forwardOrKeep(PssMessage message, Optional<MessageSeat> origin) {
        List<MessageSeat> seated = seats.all();
        if (forward(message, origin, seated)) {
            return true;
        }
        boolean kept = outbox.add(message, origin);
        if (kept && !seats.all().equals(seated)) {
            // Who came meanwhile may have looked for it before it was there.
            retry();
        }
        return kept;
    }

    /** Who brought it has it: that counts, and nothing is sent back. */
    private boolean forward(PssMessage message, Optional<MessageSeat> origin, List<MessageSeat> seated) {
        Optional<TableView> here = table.get();
        if (here.isEmpty()) {
            return false;
        }
        return new ForwardingRule(here.get().owner(), here.get().depth())
                .forward(
                        message.to(),
                        seated,
                        seat -> origin.filter(seat::equals).isPresent() || seat.offer(message));
    }

    private boolean isExpired(PssMessage message) {
        return message.expiry() < clock.instant().getEpochSecond();
    }

    private static void checkLength(byte[] payload) throws PssException {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new PssException("a message has at most " + MAX_PAYLOAD_BYTES + " bytes, got " + payload.length);
        }
    }
}
