package org.jackfield.envelopes;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.crypto.Hash;

/** The pool, in memory. Hashes are computed outside of the lock. */
final class MemoryPool implements EnvelopePool {

    private final Guard guard;
    private final Time time;
    private final Announcer announcer;

    // Under the lock.
    private final EnvelopeTable table;
    private final CurrentSettings settings;
    private long rejected;
    private Runnable onChange = () -> {};

    MemoryPool(PoolSettings first, EnvelopeTable table, Announcer announcer, Guard guard, Time time) {
        this.table = table;
        this.announcer = announcer;
        this.guard = guard;
        this.time = time;
        settings = new CurrentSettings(first, time);
    }

    @Override
    public boolean add(Envelope envelope) throws RejectedEnvelopeException {
        Optional<Proof> fresh = judge(envelope, Origin.HERE);
        return fresh.isPresent() && pool(envelope, fresh.get(), Origin.HERE, announcer.uninterrupted());
    }

    /** Takes an envelope of a peer's, who knows it from then on. Waits while listeners are behind. */
    void receive(Envelope envelope, Origin origin) throws RejectedEnvelopeException, InterruptedException {
        Optional<Proof> fresh = judge(envelope, origin);
        if (fresh.isPresent()) {
            pool(envelope, fresh.get(), origin, announcer.ticket());
        }
    }

    @Override
    public Optional<Envelope> find(Hash hash) {
        return guard.locked(() -> table.find(hash).map(pooled -> pooled.envelope));
    }

    @Override
    public List<Envelope> envelopes() {
        return guard.locked(
                () -> table.all().stream().map(pooled -> pooled.envelope).toList());
    }

    @Override
    public double work(Envelope envelope, Generation generation) {
        Optional<Proof> known = guard.locked(() -> table.find(envelope.hash()).map(pooled -> pooled.proof));
        return known.orElseGet(() -> new Proof(envelope, 0)).work(generation, 0);
    }

    @Override
    public PoolSettings settings() {
        return guard.locked(settings::current);
    }

    @Override
    public PoolSettings change(UnaryOperator<PoolSettings> change) {
        return guard.locked(() -> {
            PoolSettings now = settings.change(change);
            guard.afterwards(onChange);
            return now;
        });
    }

    @Override
    public PoolStatus status() {
        return guard.locked(() -> new PoolStatus(
                table.count(), table.encodedBytes(), table.accepted, rejected, table.expired, table.evicted));
    }

    /** Lets go what has expired. To be called every second. */
    void sweep() {
        guard.locked(() -> table.expire(time.seconds()));
    }

    /** @param listener called after each change of settings */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    // What follows needs the lock.

    EnvelopeTable table() {
        return table;
    }

    /** What a peer may have been told whose handshake has just ended. */
    PoolSettings told() {
        return settings.told();
    }

    PoolSettings current() {
        return settings.current();
    }

    /** Another peer may get that number. */
    void forget(int slot) {
        table.all().forEach(pooled -> pooled.knownTo.clear(slot));
    }

    // What follows takes it.

    /** @return its proof of work, if it is acceptable and new */
    private Optional<Proof> judge(Envelope envelope, Origin origin) throws RejectedEnvelopeException {
        Acceptance acceptance = guard.locked(() -> new Acceptance(
                time.seconds(), settings.current(), settings.toleratedWork(), settings.toleratedInterest()));
        try {
            if (!acceptance.looksRight(envelope)) {
                return Optional.empty();
            }
            Optional<Proof> known =
                    guard.locked(() -> table.find(envelope.hash()).map(pooled -> pooled.proof));
            Proof proof = known.orElseGet(() -> new Proof(envelope, acceptance.lateSeconds(envelope)));
            acceptance.check(envelope, proof);
            return guard.locked(() -> note(envelope, origin)) ? Optional.empty() : Optional.of(proof);
        } catch (RejectedEnvelopeException e) {
            guard.locked(() -> rejected++);
            throw e;
        }
    }

    /** @return whether it is new */
    private boolean pool(Envelope envelope, Proof proof, Origin origin, Announcer.Ticket ticket) {
        double work = proof.work(settings().generation());
        return guard.locked(() -> {
            if (note(envelope, origin)) {
                ticket.giveBack();
                return false;
            }
            table.add(envelope, proof, work);
            note(envelope, origin);
            ticket.use(
                    origin.light()
                            ? listener ->
                                    listener.direct(origin.party().orElseThrow().id(), envelope)
                            : listener -> listener.pooled(envelope));
            return true;
        });
    }

    /** Notes who has it, if it is here. @return whether it is or has been here */
    private boolean note(Envelope envelope, Origin origin) {
        Optional<Pooled> pooled = table.find(envelope.hash());
        pooled.ifPresent(one -> {
            origin.party().ifPresent(party -> one.knownTo.set(party.slot()));
            one.own |= origin.party().isEmpty();
        });
        return pooled.isPresent() || table.remembers(envelope.hash());
    }
}
