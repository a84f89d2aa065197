package org.jackfield.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.Criteria;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.ReceivedMessage;

/** Writes down what is posted, and gives listeners what is there as soon as they listen. */
final class FakeMessenger implements Messenger {

    final List<NewMessage> posted = new ArrayList<>();
    final List<ReceivedMessage> waiting = new ArrayList<>();
    final Map<Criteria, Consumer<ReceivedMessage>> listeners = new LinkedHashMap<>();
    CompletableFuture<Hash> sealing = CompletableFuture.completedFuture(Hash.of(new byte[32]));
    double progress;

    static ReceivedMessage message(long sent, String topic, byte[] payload, Optional<byte[]> signer) {
        Topic of = new Topic(Integer.parseUnsignedInt(topic, 16));
        Envelope envelope = Envelope.of(sent + 50, 50, of, payload, 1);
        return new ReceivedMessage(envelope, payload, new byte[0], signer, Optional.empty(), 0.5);
    }

    @Override
    public CompletableFuture<Hash> post(NewMessage message, DoubleConsumer shown) throws MessageException {
        if (message.ttl() == 999) {
            throw new MessageException("a message has at most 10 bytes");
        }
        posted.add(message);
        shown.accept(progress);
        return sealing;
    }

    @Override
    public AutoCloseable listen(Criteria criteria, Consumer<ReceivedMessage> listener) {
        listeners.put(criteria, listener);
        waiting.forEach(listener);
        return () -> listeners.remove(criteria);
    }

    @Override
    public CompletableFuture<Envelope> prepare(NewMessage message, DoubleConsumer shown) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Hash> post(NewMessage message, NodeId peer, DoubleConsumer shown) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ReceivedMessage> open(Envelope envelope, Criteria criteria) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String collect(Criteria criteria) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ReceivedMessage> drain(String filterId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean forget(String filterId) {
        throw new UnsupportedOperationException();
    }
}
