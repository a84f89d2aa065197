package org.jackfield.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jackfield.crypto.sealed.MalformedMessageException;
import org.jackfield.crypto.sealed.OpeningKey;
import org.jackfield.crypto.sealed.PlainMessage;
import org.jackfield.envelopes.Envelope;

/**
 * An envelope while filters look into it: each key is tried once, however many filters have it, and the proof of work measured once.
 * For one thread.
 */
final class OpenedEnvelope {

    private final Envelope envelope;
    private final ToDoubleFunction<Envelope> measure;
    private final Map<OpeningKey, Optional<ReceivedMessage>> tried = new HashMap<>();
    private byte[] data;
    private double work = Double.NaN;

    /** @param measure its proof of work */
    OpenedEnvelope(Envelope envelope, ToDoubleFunction<Envelope> measure) {
        this.envelope = envelope;
        this.measure = measure;
    }

    Envelope envelope() {
        return envelope;
    }

    double work() {
        if (Double.isNaN(work)) {
            work = measure.applyAsDouble(envelope);
        }
        return work;
    }

    /** The message, if this key opens it. */
    Optional<ReceivedMessage> with(OpeningKey key) {
        return tried.computeIfAbsent(key, this::open);
    }

    private Optional<ReceivedMessage> open(OpeningKey key) {
        if (data == null) {
            data = envelope.data();
        }
        try {
            PlainMessage plain = key.open(data);
            return Optional.of(new ReceivedMessage(
                    envelope, plain.payload(), plain.padding(), plain.signer(), key.publicKey(), work()));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
