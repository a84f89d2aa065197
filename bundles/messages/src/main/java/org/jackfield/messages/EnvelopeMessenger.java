package org.jackfield.messages;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.RejectedEnvelopeException;
import org.jackfield.envelopes.Sealing;

/**
 * Messages over the envelopes' room. What must not hold up a caller, going through the pool and waiting to get into it, is done
 * by {@code worker}.
 */
final class EnvelopeMessenger implements Messenger, EnvelopeListener {

    /** Filters for which the pool is still to be gone through. */
    private static final int MAX_WAITING = 256;

    private static final int ID_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing ring;
    private final EnvelopePool pool;
    private final EnvelopeRelay relay;
    private final Sealing sealing;
    private final Executor worker;
    private final Watchers watchers = new Watchers();
    private final Trays trays;
    private final AtomicInteger waiting = new AtomicInteger();

    EnvelopeMessenger(
            KeyRing ring,
            EnvelopePool pool,
            EnvelopeRelay relay,
            Sealing sealing,
            Executor worker,
            LongSupplier nanoTime) {
        this.ring = ring;
        this.pool = pool;
        this.relay = relay;
        this.sealing = sealing;
        this.worker = worker;
        this.trays = new Trays(nanoTime);
    }

    @Override
    public CompletableFuture<Envelope> prepare(NewMessage message, DoubleConsumer progress) throws MessageException {
        return sealing.seal(
                new Composer(ring).compose(message, pool.settings().maxMessageBytes()), message.effort(), progress);
    }

    @Override
    public CompletableFuture<Hash> post(NewMessage message, DoubleConsumer progress) throws MessageException {
        if (message.effort().target() < pool.settings().minWork()) {
            throw new MessageException("message rejected, PoW too low");
        }
        return send(prepare(message, progress), this::toPool);
    }

    @Override
    public CompletableFuture<Hash> post(NewMessage message, NodeId peer, DoubleConsumer progress)
            throws MessageException {
        return send(prepare(message, progress), envelope -> toPeer(envelope, peer));
    }

    @Override
    public Optional<ReceivedMessage> open(Envelope envelope, Criteria criteria) throws MessageException {
        Filter filter = Filter.of(criteria, ring);
        return filter.wants(envelope.topic()) ? filter.open(opened(envelope)) : Optional.empty();
    }

    @Override
    public AutoCloseable listen(Criteria criteria, Consumer<ReceivedMessage> listener) throws MessageException {
        Watcher watcher = new Watcher(Filter.of(criteria, ring), listener);
        watch(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public String collect(Criteria criteria) throws MessageException {
        sweep();
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        String id = HexFormat.of().formatHex(random);
        Watcher watcher = new Watcher(Filter.of(criteria, ring), message -> trays.put(id, message));
        trays.open(id, watcher);
        try {
            watch(watcher);
            return id;
        } catch (MessageException e) {
            trays.close(id);
            throw e;
        }
    }

    @Override
    public List<ReceivedMessage> drain(String filterId) throws MessageException {
        sweep();
        return trays.drain(filterId).orElseThrow(() -> new MessageException("filter not found"));
    }

    @Override
    public boolean forget(String filterId) {
        Optional<Watcher> watcher = trays.close(filterId);
        watcher.ifPresent(watchers::remove);
        return watcher.isPresent();
    }

    @Override
    public void pooled(Envelope envelope) {
        sweep();
        OpenedEnvelope opened = opened(envelope);
        watchers.of(envelope.topic()).forEach(watcher -> watcher.pooled(opened));
    }

    @Override
    public void direct(NodeId from, Envelope envelope) {
        sweep();
        OpenedEnvelope opened = opened(envelope);
        watchers.of(envelope.topic()).forEach(watcher -> watcher.direct(opened));
    }

    private void watch(Watcher watcher) throws MessageException {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            throw new MessageException("too many new filters at once");
        }
        try {
            List<Envelope> pooled = watcher.begin(watchers, pool::envelopes);
            CompletableFuture.runAsync(() -> pooled.forEach(envelope -> watcher.offer(opened(envelope))), worker)
                    .whenComplete((done, failure) -> waiting.decrementAndGet());
        } catch (MessageException e) {
            waiting.decrementAndGet();
            throw e;
        }
    }

    private void sweep() {
        trays.sweep().forEach(watchers::remove);
    }

    private OpenedEnvelope opened(Envelope envelope) {
        return new OpenedEnvelope(
                envelope, one -> pool.work(one, pool.settings().generation()));
    }

    @FunctionalInterface
    private interface Way {
        void send(Envelope envelope) throws MessageException;
    }

    private CompletableFuture<Hash> send(CompletableFuture<Envelope> making, Way way) {
        CompletableFuture<Hash> sent = making.thenApplyAsync(
                envelope -> {
                    try {
                        way.send(envelope);
                        return envelope.hash();
                    } catch (MessageException e) {
                        throw new CompletionException(e);
                    }
                },
                worker);
        sent.whenComplete((hash, failure) -> {
            if (sent.isCancelled()) {
                making.cancel(true);
            }
        });
        return sent;
    }

    private void toPool(Envelope envelope) throws MessageException {
        try {
            if (!pool.add(envelope) && pool.find(envelope.hash()).isEmpty()) {
                throw new MessageException("failed to add envelope: it has expired");
            }
        } catch (RejectedEnvelopeException e) {
            throw new MessageException(e.getMessage(), e);
        }
    }

    private void toPeer(Envelope envelope, NodeId peer) throws MessageException {
        if (!relay.send(peer, envelope)) {
            throw new MessageException("could not send to peer " + peer.shortHex()
                    + ": it is not connected by shh or waku, or has too much to read");
        }
    }
}
