package org.jackfield.envelopes;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * One seal, worked on in turns by one thread at a time (go-ethereum v1.9.20, whisper/whisperv6/envelope.go, {@code Seal}). Its
 * time counts from when it is made.
 */
final class SealJob {

    /** Nonces a turn: some 20 ms. */
    static final int TURN = 1 << 16;

    /** The share that is told when the work takes longer than expected. */
    private static final double NEARLY_DONE = 0.99;

    private final SealOrder order;
    private final Time time;
    private final boolean useAllTime;
    private final long millis;
    private final long startedAt;
    private final Envelope unsealed;
    private final NonceSearch search;
    private final int bits;
    private final double expected;

    /** @param generations that the work is to count for: for all of them at once, zero bits add up */
    SealJob(SealOrder order, Collection<Generation> generations, Time time) {
        this.order = order;
        this.time = time;
        Effort effort = order.effort();
        useAllTime = effort.target() < 0;
        millis = effort.time().toMillis();
        startedAt = time.millis();
        unsealed = order.unsealed(useAllTime ? effort.time().toSeconds() : 0, time);
        search = new NonceSearch(unsealed, generations);
        bits = useAllTime ? Integer.MAX_VALUE : Generation.targetBits(effort.target(), unsealed);
        expected = Math.pow(2, (double) bits * generations.size());
    }

    /** Works for one turn. @return whether there is more to do */
    boolean turn() {
        CompletableFuture<Envelope> result = order.result();
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
            order.progress()
                    .accept(Math.min(NEARLY_DONE, useAllTime ? elapsed / (double) millis : search.tried() / expected));
        }
        return !result.isDone();
    }
}
