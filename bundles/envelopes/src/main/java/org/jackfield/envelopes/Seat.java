package org.jackfield.envelopes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;

/** A peer's place on one wire. All that it does is done by the relay; its fields are under the lock. */
final class Seat implements EnvelopeSeat {

    private final SeatedRelay relay;
    private final Party party;
    private final Wire wire;

    /** By which the peer judges what it is sent. */
    final Generation generation;

    /** Whether we are light on this link. */
    final boolean light;

    Runnable wake;
    PeerTraits traits;
    private Optional<Set<Topic>> topics;
    boolean left;

    /** What the peer has been told of us. */
    PoolSettings told;

    /** Handed out and not sent yet. */
    Optional<EnvelopeMessage> current = Optional.empty();

    /** The envelopes in it, if they are of the pool. */
    List<Pooled> picked = List.of();

    /** Up to where the pool has been looked through for this peer, and up to where it may be in this cycle. */
    long cursor;

    long horizon;

    /** Counts how often the looking through has begun anew. */
    int round;

    final Deque<HistoryRequest> asks = new ArrayDeque<>();
    final Map<Hash, CompletableFuture<HistoryEnd>> questions = new LinkedHashMap<>();
    final Deque<Envelope> directs = new ArrayDeque<>();
    long directBytes;
    final Deque<Answering> answers = new ArrayDeque<>();

    Seat(SeatedRelay relay, Party party, Wire wire, PoolSettings told, boolean light) {
        this.relay = relay;
        this.party = party;
        this.wire = wire;
        this.told = told;
        this.light = light;
        generation = party.generation(wire);
    }

    Party party() {
        return party;
    }

    Wire wire() {
        return wire;
    }

    /** The peer wants something else: what it has not been sent of the pool is looked through again in the next cycle. */
    void wants(PeerTraits newTraits, Optional<Set<Topic>> newTopics) {
        traits = newTraits;
        topics = newTopics;
        cursor = 0;
        horizon = 0;
        round++;
    }

    /** Those told, to be looked up. There may be ten thousand of them, for which the lock is not held. */
    static Optional<Set<Topic>> topics(PeerTraits traits) {
        return traits.topics().map(HashSet::new);
    }

    boolean wants(Topic topic) {
        return topics.isPresent()
                ? topics.get().contains(topic)
                : traits.interest().wants(topic);
    }

    @Override
    public Optional<EnvelopeMessage> next() {
        return relay.outgoing().next(this);
    }

    @Override
    public void sent(EnvelopeMessage message) {
        relay.outgoing().sent(this, message);
    }

    @Override
    public void changed(PeerTraits newTraits) {
        Optional<Set<Topic>> newTopics = topics(newTraits);
        relay.guard().locked(() -> wants(newTraits, newTopics));
    }

    @Override
    public void arrived(int bytes) throws DisconnectException {
        relay.incoming().arrived(this, bytes);
    }

    @Override
    public void received(Envelope envelope) throws RejectedEnvelopeException, InterruptedException {
        relay.incoming().received(this, envelope);
    }

    @Override
    public boolean trusted() {
        return party.trusted;
    }

    @Override
    public void direct(Envelope envelope) throws InterruptedException {
        relay.incoming().direct(this, envelope);
    }

    @Override
    public boolean servesHistory() {
        return relay.archive().isOpen();
    }

    @Override
    public void requested(HistoryRequest request) throws DisconnectException {
        relay.archive().requested(this, request);
    }

    @Override
    public void ended(HistoryEnd end) {
        relay.questions().ended(this, end);
    }

    @Override
    public void leave() {
        relay.leave(this);
    }

    @Override
    public String toString() {
        return wire + " with " + party.id().shortHex();
    }
}
