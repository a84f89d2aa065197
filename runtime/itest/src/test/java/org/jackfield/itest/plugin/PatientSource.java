package org.jackfield.itest.plugin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkFetcher;
import org.jackfield.chunks.ChunkSource;

/**
 * Chunks out of a store, and out of the network without keeping them. One that does not come is asked for again: with as many nodes
 * on as few processors somebody is late at times.
 */
final class PatientSource implements ChunkSource {

    private static final int ATTEMPTS = 4;

    /** Nearly as long as one peer is waited for before the next one is asked. */
    private static final long SLOW_NANOS = 1_400_000_000L;

    final LongAdder fetched = new LongAdder();
    final LongAdder slow = new LongAdder();
    final LongAdder repeated = new LongAdder();

    private final ChunkSource here;
    private final ChunkFetcher network;

    PatientSource(ChunkSource here, ChunkFetcher network) {
        this.here = here;
        this.network = network;
    }

    @Override
    public CompletableFuture<Chunk> get(Address address) {
        CompletableFuture<Chunk> stored = here.get(address);
        if (!stored.isCompletedExceptionally()) {
            return stored;
        }
        fetched.increment();
        long began = System.nanoTime();
        return fetch(address, ATTEMPTS).toCompletableFuture().whenComplete((chunk, failure) -> {
            if (System.nanoTime() - began > SLOW_NANOS) {
                slow.increment();
            }
        });
    }

    private CompletionStage<Chunk> fetch(Address address, int attempts) {
        CompletableFuture<Chunk> attempt = network.fetch(address);
        return attempts == 1
                ? attempt
                : attempt.exceptionallyCompose(failure -> {
                    repeated.increment();
                    return fetch(address, attempts - 1);
                });
    }
}
