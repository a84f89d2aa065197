package org.jackfield.messages;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PublicKey;
import org.jackfield.envelopes.Topic;

/**
 * Which messages are wanted (go-ethereum v1.9.20, whisper/whisperv6/filter.go), with the key at hand: it still opens messages
 * when it has been taken off the ring.
 *
 * @param topics none: all
 * @param direct whether messages for us alone are wanted too
 */
record Filter(OpeningKey key, Optional<byte[]> signer, double minWork, Set<Topic> topics, boolean direct) {

    static final int MAX_TOPICS = 10_000;

    /** @throws MessageException if the criteria are contradictory, or a key is not there or none */
    static Filter of(Criteria criteria, KeyRing ring) throws MessageException {
        if (criteria.symmetric().isPresent() == criteria.pair().isPresent()) {
            throw new MessageException("specify either a symmetric or an asymmetric key");
        }
        if (criteria.signer().isPresent() && !PublicKey.isOne(criteria.signer().get())) {
            throw new MessageException("invalid signing public key");
        }
        if (criteria.topics().size() > MAX_TOPICS) {
            throw new MessageException("a filter has " + MAX_TOPICS + " topics at most");
        }
        return new Filter(
                criteria.symmetric().isPresent()
                        ? OpeningKey.symmetric(
                                Composer.symmetric(ring, criteria.symmetric().get()))
                        : OpeningKey.ofPair(ring.privateKey(criteria.pair().get())),
                criteria.signer().map(byte[]::clone),
                criteria.minWork(),
                Set.copyOf(criteria.topics()),
                criteria.direct());
    }

    boolean wants(Topic topic) {
        return topics.isEmpty() || topics.contains(topic);
    }

    /** The message in {@code envelope}, if the envelope's work is enough, the key opens it and it is signed as wanted. */
    Optional<ReceivedMessage> open(OpenedEnvelope envelope) {
        if (minWork > 0 && envelope.work() < minWork) {
            return Optional.empty();
        }
        return envelope.with(key).filter(this::isSignedAsWanted);
    }

    private boolean isSignedAsWanted(ReceivedMessage message) {
        return signer.isEmpty()
                || message.signer()
                        .filter(key -> Arrays.equals(key, signer.get()))
                        .isPresent();
    }
}
