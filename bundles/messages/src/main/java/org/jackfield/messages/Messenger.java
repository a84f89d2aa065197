package org.jackfield.messages;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.osgi.annotation.versioning.ProviderType;

/** Posts messages and opens those that come. A service, for any thread. */
@ProviderType
public interface Messenger {

    /**
     * Encrypts and seals a message, and sends it nowhere.
     *
     * @param progress as in {@link org.jackfield.envelopes.Sealing#seal}
     * @return the envelope; cancelling it ends the work. Fails as {@code seal} does
     * @throws MessageException if it cannot be made
     */
    CompletableFuture<Envelope> prepare(NewMessage message, DoubleConsumer progress) throws MessageException;

    /**
     * The same, and gives it to every peer.
     *
     * @return its hash; fails with a {@link MessageException} too, if the pool rejects it
     */
    CompletableFuture<Hash> post(NewMessage message, DoubleConsumer progress) throws MessageException;

    /** The same, but to one connected peer alone, which reads it only if it trusts us. */
    CompletableFuture<Hash> post(NewMessage message, NodeId peer, DoubleConsumer progress) throws MessageException;

    /** The message inside, if {@code criteria} want it and their key opens it. Time and liveness of the envelope do not matter. */
    Optional<ReceivedMessage> open(Envelope envelope, Criteria criteria) throws MessageException;

    /**
     * Passes on messages from now on, also those that are pooled already.
     *
     * @param listener on the envelopes' thread, or on a thread of the messenger's; must not block
     * @return closing it ends that
     */
    AutoCloseable listen(Criteria criteria, Consumer<ReceivedMessage> listener) throws MessageException;

    /**
     * Collects messages until they are {@linkplain #drain fetched}. A filter that nobody fetches from for five minutes is gone.
     *
     * @return its id
     */
    String collect(Criteria criteria) throws MessageException;

    /** What has come since the last call, oldest first. */
    List<ReceivedMessage> drain(String filterId) throws MessageException;

    /**
     * @return false if there was none
     */
    boolean forget(String filterId);
}
