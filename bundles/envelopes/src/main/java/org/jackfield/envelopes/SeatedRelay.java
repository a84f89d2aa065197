package org.jackfield.envelopes;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/**
 * The relay: gives peers their seats, and takes them away. What a seat then does is the work of {@link Incoming}, {@link
 * Outgoing}, {@link Archive} and {@link Questions}.
 */
final class SeatedRelay implements EnvelopeRelay, PeerEventListener {

    /** What may wait for one peer by {@link #send}. */
    static final int MAX_DIRECTS = 1024;

    static final long MAX_DIRECT_BYTES = 4 << 20;

    private final Guard guard;
    private final MemoryPool pool;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Archive archive;
    private final Questions questions;

    // Under the lock.
    private final Map<NodeId, Party> parties = new HashMap<>();
    private final BitSet slots = new BitSet();

    SeatedRelay(MemoryPool pool, Incoming incoming, Guard guard) {
        this.pool = pool;
        this.incoming = incoming;
        this.guard = guard;
        archive = new Archive(guard);
        questions = new Questions(guard);
        outgoing = new Outgoing(guard, pool, archive, questions);
        pool.onChange(this::wakeAll);
    }

    @Override
    public EnvelopeSeat join(Peer peer, Wire wire, PeerTraits traits, Runnable wake) {
        Optional<Set<Topic>> topics = Seat.topics(traits);
        return guard.locked(() -> {
            Party party = party(peer);
            Optional.ofNullable(party.seats.remove(wire)).ifPresent(this::vacate);
            Seat seat = new Seat(this, party, wire, pool.told(), pool.current().light());
            party.seats.put(wire, seat);
            seat.wants(traits, topics);
            seat.wake = wake;
            guard.afterwards(wake);
            return seat;
        });
    }

    @Override
    public EnvelopeSeat rejoin(Peer peer, Wire wire, PeerTraits traits, Runnable wake) {
        Optional<Set<Topic>> topics = Seat.topics(traits);
        Optional<Seat> standing = guard.locked(() -> {
            Optional<Seat> seat = Optional.ofNullable(party(peer).seats.get(wire));
            seat.ifPresent(one -> {
                one.wake = wake;
                if (!one.traits.equals(traits)) {
                    one.wants(traits, topics);
                }
                guard.afterwards(wake);
            });
            return seat;
        });
        return standing.isPresent() ? standing.get() : join(peer, wire, traits, wake);
    }

    @Override
    public Optional<PeerTraits> traits(NodeId peer) {
        return guard.locked(() -> seat(peer).map(seat -> seat.traits));
    }

    @Override
    public boolean trust(NodeId peer) {
        return guard.locked(() -> {
            Optional<Party> party = Optional.ofNullable(parties.get(peer));
            party.ifPresent(one -> one.trusted = true);
            return party.isPresent();
        });
    }

    @Override
    public boolean send(NodeId peer, Envelope envelope) {
        return guard.locked(
                () -> seat(peer).filter(seat -> queue(seat, envelope)).isPresent());
    }

    @Override
    public CompletionStage<HistoryEnd> request(NodeId peer, HistoryRequest request) {
        return guard.locked(() -> seat(peer)
                .map(seat -> {
                    seat.party().trusted = true;
                    return questions.ask(seat, request);
                })
                .orElseGet(() -> Questions.refused("the peer is not connected")));
    }

    /** Lets each peer be sent what has come since the last call. To be called every {@code cycleMillis}. */
    void cycle() {
        guard.locked(() -> parties.values()
                .forEach(party -> party.seats.values().forEach(seat -> {
                    seat.horizon = pool.table().lastSequence();
                    if (seat.cursor < seat.horizon) {
                        guard.afterwards(seat.wake);
                    }
                })));
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected) {
            // Who has connected since is on its next link.
            guard.locked(() -> Optional.ofNullable(parties.get(event.peer()))
                    .filter(party -> !event.at().isBefore(party.since()))
                    .ifPresent(this::dismiss));
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    void leave(Seat seat) {
        guard.locked(() -> {
            vacate(seat);
            seat.party().seats.remove(seat.wire(), seat);
            if (seat.party().seats.isEmpty()) {
                dismiss(seat.party());
            }
        });
    }

    Guard guard() {
        return guard;
    }

    Incoming incoming() {
        return incoming;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    Archive archive() {
        return archive;
    }

    Questions questions() {
        return questions;
    }

    /** How many peers have a seat. */
    int size() {
        return guard.locked(parties::size);
    }

    // What follows needs the lock.

    /** The peer on this link of its; what is known of a former one is forgotten. */
    private Party party(Peer peer) {
        Optional<Party> known = Optional.ofNullable(parties.get(peer.id()));
        known.filter(party -> !party.since().equals(peer.connectedAt())).ifPresent(this::dismiss);
        return parties.computeIfAbsent(peer.id(), id -> {
            int slot = slots.nextClearBit(0);
            slots.set(slot);
            return new Party(peer, slot);
        });
    }

    private void dismiss(Party party) {
        List.copyOf(party.seats.values()).forEach(this::vacate);
        party.seats.clear();
        if (parties.remove(party.id(), party)) {
            slots.clear(party.slot());
            pool.forget(party.slot());
        }
    }

    private void vacate(Seat seat) {
        if (!seat.left) {
            seat.left = true;
            seat.picked.forEach(pooled -> pooled.knownTo.clear(seat.party().slot()));
            seat.picked = List.of();
            questions.left(seat);
            archive.left(seat);
        }
    }

    private Optional<Seat> seat(NodeId peer) {
        return Optional.ofNullable(parties.get(peer)).flatMap(Party::seat);
    }

    private boolean queue(Seat seat, Envelope envelope) {
        long bytes = seat.directBytes + envelope.encoded().length;
        if (seat.directs.size() == MAX_DIRECTS || (!seat.directs.isEmpty() && bytes > MAX_DIRECT_BYTES)) {
            return false;
        }
        seat.directs.add(envelope);
        seat.directBytes = bytes;
        guard.afterwards(seat.wake);
        return true;
    }

    private void wakeAll() {
        guard.locked(() ->
                parties.values().forEach(party -> party.seats.values().forEach(seat -> guard.afterwards(seat.wake))));
    }
}
