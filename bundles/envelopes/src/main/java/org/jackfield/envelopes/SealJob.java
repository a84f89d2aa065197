package org.jackfield.envelopes;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;

/**
 * One seal, worked on in turns by one thread at a time (go-ethereum v1.9.20, whisper/whisperv6/envelope.go, {@code Seal}). Its
 * time counts from when it is made.
 */
final class SealJob {

    /** Nonces a turn: some 20 ms. */
    static final int TURN = 1 << 16;

    /** The share that is told when the work takes longer than expected. */
    private static final double NEARLY_DONE = 0.99;

    private final Envelope unsealed;
    private final boolean useAllTime;
    private final long millis;
    private final int bits;
    private final double expected;
    private final NonceSearch search;
    private final DoubleConsumer progress;
    private final CompletableFuture<Envelope> result;
    private final Time time;
    private final long startedAt;

    /** @param generations that the work is to count for: for all of them at once, zero bits add up */
    SealJob(
            Draft draft,
            Effort effort,
            Collection<Generation> generations,
            DoubleConsumer progress,
            CompletableFuture<Envelope> result,
            Time time) {
        useAllTime = effort.target() < 0;
        millis = effort.time().toMillis();
        unsealed = unsealed(draft, useAllTime ? effort.time().toSeconds() : 0, time);
        bits = useAllTime ? Integer.MAX_VALUE : Generation.targetBits(effort.target(), unsealed);
        expected = Math.pow(2, (double) bits * generations.size());
        search = new NonceSearch(unsealed, generations);
        this.progress = progress;
        this.result = result;
        this.time = time;
        startedAt = time.millis();
    }

    /** The draft as it is without any work. */
    static Envelope unsealed(Draft draft, long moreSeconds, Time time) {
        return Envelope.of(time.seconds() + draft.ttl() + moreSeconds, draft.ttl(), draft.topic(), draft.data(), 0);
    }

    /** Works for one turn. @return whether there is more to do */
    boolean turn() {
        if (result.isDone()) {
            return false;
        }
        boolean found = search.search(TURN, bits);
        long elapsed = time.millis() - startedAt;
        if (found || useAllTime && elapsed >= millis) {
            result.complete(
                    Envelope.of(unsealed.expiry(), unsealed.ttl(), unsealed.topic(), unsealed.data(), search.best()));
        } else if (elapsed >= millis) {
            result.completeExceptionally(
                    new TimeoutException("no nonce with " + bits + " zero bits was found within " + millis + " ms"));
        } else {
            progress.accept(Math.min(NEARLY_DONE, useAllTime ? elapsed / (double) millis : search.tried() / expected));
        }
        return !result.isDone();
    }
}
