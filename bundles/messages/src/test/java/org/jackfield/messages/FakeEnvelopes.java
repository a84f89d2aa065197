package org.jackfield.messages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Draft;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.EnvelopeSeat;
import org.jackfield.envelopes.Generation;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.envelopes.PoolStatus;
import org.jackfield.envelopes.RejectedEnvelopeException;
import org.jackfield.envelopes.Sealing;
import org.jackfield.envelopes.Wire;

/** The envelopes' room without peers and without work: an envelope's proof of work is its nonce, sealing takes none of the time. */
public final class FakeEnvelopes implements EnvelopePool, EnvelopeRelay, Sealing {

    public static final long NOW = 1_600_000_000;

    public final Map<Hash, Envelope> pooled = new LinkedHashMap<>();
    public final List<Envelope> sent = new ArrayList<>();
    final CompletableFuture<Envelope> endless = new CompletableFuture<>();
    public NodeId connected = NodeId.of(new byte[NodeId.BYTES]);
    /** Set when it is to be told of envelopes. */
    Optional<EnvelopeListener> listener = Optional.empty();

    public final Set<NodeId> trusted = new HashSet<>();
    int measured;
    private PoolSettings settings = new PoolSettings(2, Bloom.FULL, false, 1 << 20, Generation.LATER);

    /** Whether somebody has given up the work on a seal that takes for ever: one above 1,000, if there is time for it. */
    public boolean isCancelled() {
        return endless.isCancelled();
    }

    @Override
    public CompletableFuture<Envelope> seal(Draft draft, Effort effort, DoubleConsumer progress) {
        progress.accept(0.5);
        if (effort.target() > 1_000) {
            return effort.time().equals(Duration.ZERO)
                    ? CompletableFuture.failedFuture(new TimeoutException("too hard"))
                    : endless;
        }
        return CompletableFuture.completedFuture(Envelope.of(
                NOW + draft.ttl(), draft.ttl(), draft.topic(), draft.data(), (long) Math.max(0, effort.target())));
    }

    @Override
    public boolean add(Envelope envelope) throws RejectedEnvelopeException {
        if (!settings.interest().wants(envelope.topic())) {
            throw new RejectedEnvelopeException(RejectedEnvelopeException.Cause.TOPIC, "of no interest");
        }
        if (envelope.ttl() == 1) {
            return false;
        }
        if (pooled.putIfAbsent(envelope.hash(), envelope) != null) {
            return false;
        }
        listener.ifPresent(told -> told.pooled(envelope));
        return true;
    }

    @Override
    public Optional<Envelope> find(Hash hash) {
        return Optional.ofNullable(pooled.get(hash));
    }

    @Override
    public List<Envelope> envelopes() {
        return List.copyOf(pooled.values());
    }

    @Override
    public double work(Envelope envelope, Generation generation) {
        measured++;
        return envelope.nonce();
    }

    @Override
    public PoolSettings settings() {
        return settings;
    }

    @Override
    public PoolSettings change(UnaryOperator<PoolSettings> change) {
        settings = change.apply(settings);
        return settings;
    }

    @Override
    public boolean send(NodeId peer, Envelope envelope) {
        return peer.equals(connected) && sent.add(envelope);
    }

    @Override
    public PoolStatus status() {
        return new PoolStatus(pooled.size(), bytes(pooled.values()), 0, 0, 0, 0);
    }

    @Override
    public EnvelopeSeat join(Peer peer, Wire wire, PeerTraits traits, Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EnvelopeSeat rejoin(Peer peer, Wire wire, PeerTraits traits, Runnable wake) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PeerTraits> traits(NodeId peer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean trust(NodeId peer) {
        return peer.equals(connected) && trusted.add(peer);
    }

    @Override
    public CompletionStage<HistoryEnd> request(NodeId peer, HistoryRequest request) {
        throw new UnsupportedOperationException();
    }

    private static long bytes(Collection<Envelope> envelopes) {
        return envelopes.stream()
                .mapToLong(envelope -> envelope.encoded().length)
                .sum();
    }
}
