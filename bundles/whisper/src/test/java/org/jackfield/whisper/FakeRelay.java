package org.jackfield.whisper;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.fake.Tally;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.EnvelopeSeat;
import org.jackfield.envelopes.Generation;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.envelopes.RejectedEnvelopeException;
import org.jackfield.envelopes.Wire;

/** A room with one seat, which writes down what it is told and tells what it is given to tell. For any thread. */
final class FakeRelay implements EnvelopeRelay, EnvelopeSeat {

    static final PoolSettings SETTINGS = new PoolSettings(0.2, Bloom.FULL, false, 1 << 20, Generation.LATER);

    private final Lock lock = new ReentrantLock();
    private final List<String> heard = new ArrayList<>();
    private final Deque<EnvelopeMessage> news = new ArrayDeque<>();
    private Runnable wake = () -> {};
    final Tally sent = new Tally();
    final Tally received = new Tally();

    volatile PoolSettings settings = SETTINGS;
    volatile boolean trusted;
    volatile boolean servesHistory;
    /** What is wrong with the envelope that is {@link #objectionable}, or with all. */
    volatile Optional<RejectedEnvelopeException> objection = Optional.empty();

    volatile Optional<Hash> objectionable = Optional.empty();
    volatile long bytesLeft = Long.MAX_VALUE;
    volatile Optional<RuntimeException> fault = Optional.empty();

    /** Knows its settings and nothing else. */
    EnvelopePool pool() {
        return (EnvelopePool) Proxy.newProxyInstance(
                EnvelopePool.class.getClassLoader(), new Class<?>[] {EnvelopePool.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("settings")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return settings;
                });
    }

    Rooms rooms() {
        return rooms(WakuTerms.NONE);
    }

    Rooms rooms(WakuTerms terms) {
        return new Rooms(pool(), this, terms);
    }

    void change(PoolSettings next) {
        PoolSettings former = settings;
        settings = next;
        tell(new EnvelopeMessage.Settings(former, next));
    }

    void tell(EnvelopeMessage message) {
        Runnable sleeper;
        lock.lock();
        try {
            news.add(message);
            sleeper = wake;
        } finally {
            lock.unlock();
        }
        sleeper.run();
    }

    List<String> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    private void hear(String what) {
        lock.lock();
        try {
            heard.add(what);
        } finally {
            lock.unlock();
        }
    }

    private EnvelopeSeat take(String how, Wire wire, PeerTraits traits, Runnable newWake) {
        hear(how + ' ' + wire + ' ' + traits.minWork());
        lock.lock();
        try {
            wake = newWake;
        } finally {
            lock.unlock();
        }
        return this;
    }

    @Override
    public EnvelopeSeat join(Peer peer, Wire wire, PeerTraits traits, Runnable newWake) {
        return take("join", wire, traits, newWake);
    }

    @Override
    public EnvelopeSeat rejoin(Peer peer, Wire wire, PeerTraits traits, Runnable newWake) {
        return take("rejoin", wire, traits, newWake);
    }

    @Override
    public Optional<PeerTraits> traits(NodeId peer) {
        throw new AssertionError("not of a session");
    }

    @Override
    public boolean trust(NodeId peer) {
        throw new AssertionError("not of a session");
    }

    @Override
    public boolean send(NodeId peer, Envelope envelope) {
        throw new AssertionError("not of a session");
    }

    @Override
    public CompletionStage<HistoryEnd> request(NodeId peer, HistoryRequest request) {
        throw new AssertionError("not of a session");
    }

    @Override
    public Optional<EnvelopeMessage> next() {
        fault.ifPresent(error -> {
            throw error;
        });
        lock.lock();
        try {
            return Optional.ofNullable(news.peek());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sent(EnvelopeMessage message) {
        lock.lock();
        try {
            if (message != news.poll()) {
                throw new AssertionError("not the next one: " + message);
            }
        } finally {
            lock.unlock();
        }
        sent.add();
    }

    @Override
    public void changed(PeerTraits traits) {
        hear("changed " + traits.minWork() + ' ' + traits.interest().equals(Bloom.FULL) + ' '
                + traits.topics().map(List::size).orElse(-1));
    }

    @Override
    public void arrived(int bytes) throws DisconnectException {
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            throw DisconnectException.subprotocol("too much");
        }
    }

    @Override
    public void received(Envelope envelope) throws RejectedEnvelopeException {
        hear("received " + envelope.hash());
        received.add();
        if (objectionable.map(envelope.hash()::equals).orElse(true) && objection.isPresent()) {
            throw objection.get();
        }
    }

    @Override
    public boolean trusted() {
        return trusted;
    }

    @Override
    public void direct(Envelope envelope) {
        hear("direct " + envelope.hash());
    }

    @Override
    public boolean servesHistory() {
        return servesHistory;
    }

    @Override
    public void requested(HistoryRequest request) {
        hear("requested " + request.getClass().getSimpleName() + ' ' + request.name());
    }

    @Override
    public void ended(HistoryEnd end) {
        hear("ended " + end.request() + ' ' + end.cursor().length + ' '
                + end.error().orElse("well"));
    }

    @Override
    public void leave() {
        hear("leave");
    }
}
