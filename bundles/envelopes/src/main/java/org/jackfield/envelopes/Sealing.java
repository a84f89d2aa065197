package org.jackfield.envelopes;

import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.osgi.annotation.versioning.ProviderType;

/** Finds proofs of work, on a few threads of low priority. A service; for any thread. */
@ProviderType
public interface Sealing {

    /**
     * Begins to seal, or waits for its turn.
     *
     * @param progress called now and then with the share of the expected work that is done, 0 to below 1; on any thread
     * @return the envelope; cancelling it ends the work soon. Fails with a {@link java.util.concurrent.TimeoutException} if the
     *     work was not done in time, with a {@link java.util.concurrent.RejectedExecutionException} if too many wait already
     */
    CompletableFuture<Envelope> seal(Draft draft, Effort effort, DoubleConsumer progress);
}
