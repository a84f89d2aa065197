package org.jackfield.envelopes;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jackfield.crypto.Hash;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The envelopes that live, whichever protocol they came by: shh/6 and waku/1 share it, so they cross over unchanged. A
 * service, for any thread; nothing blocks but {@link #add}, and that no longer than {@linkplain EnvelopeListener listeners}
 * are behind.
 */
@ProviderType
public interface EnvelopePool {

    /**
     * Takes an envelope of our own, after the checks that peers' have to pass too. It is sent to every peer that wants it.
     *
     * @return false if it was there already, or has just expired
     * @throws RejectedEnvelopeException if it fails a check
     */
    boolean add(Envelope envelope) throws RejectedEnvelopeException;

    Optional<Envelope> find(Hash hash);

    /** Those here now. */
    List<Envelope> envelopes();

    /** The envelope's proof of work as {@code generation} measures it: 2 to the power of its zero bits, over size and ttl. */
    double work(Envelope envelope, Generation generation);

    PoolSettings settings();

    /**
     * Changes the settings; peers are told what concerns them. For 10 s envelopes are judged by the former settings too, as
     * they may be on their way. A change of {@link PoolSettings#light} holds for links made later.
     *
     * @return the new ones
     */
    PoolSettings change(UnaryOperator<PoolSettings> change);

    PoolStatus status();
}
