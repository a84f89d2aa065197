package org.jackfield.envelopes;

import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;

/**
 * What somebody has asked to be sealed.
 *
 * @param progress as in {@link Sealing#seal}
 * @param result completed with the envelope; nothing more is done once it is done, by whomever
 */
record SealOrder(Draft draft, Effort effort, DoubleConsumer progress, CompletableFuture<Envelope> result) {

    /** The draft as it is without any work, sent now but for {@code moreSeconds}. */
    Envelope unsealed(long moreSeconds, Time time) {
        return Envelope.of(time.seconds() + draft.ttl() + moreSeconds, draft.ttl(), draft.topic(), draft.data(), 0);
    }
}
