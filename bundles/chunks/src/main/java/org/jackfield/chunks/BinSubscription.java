package org.jackfield.chunks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads on in a bin as chunks come: a place in it and nothing more. Used by one thread. */
public final class BinSubscription {

    private final ChunkStore store;
    private final int bin;
    private long next;

    /** @param from the first id that is wanted; 1 for all */
    public BinSubscription(ChunkStore store, int bin, long from) {
        this.store = store;
        this.bin = bin;
        next = from;
    }

    /**
     * The next chunks, in order, none left out and none twice. Waits until there is one.
     *
     * @return empty if none came within {@code patience}
     * @throws IllegalStateException if the store is closed
     */
    public List<BinEntry> next(int max, Duration patience) throws InterruptedException {
        CompletableFuture<Void> arrival = store.arrival(bin, next);
        try {
            arrival.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            arrival.cancel(false);
        }
        List<BinEntry> entries = store.bin(bin, next, max);
        if (!entries.isEmpty()) {
            next = entries.get(entries.size() - 1).id() + 1;
        }
        return entries;
    }
}
