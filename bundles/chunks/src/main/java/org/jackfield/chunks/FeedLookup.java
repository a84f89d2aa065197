package org.jackfield.chunks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Finds the latest update of a feed that is not after a moment. An update that is here is had at once. Where one must be waited for,
 * which mostly means that there is none, those are asked for as well that the search may come to next, as many as said: an answer
 * takes a few waits instead of one for each epoch on the way. For any thread.
 */
public final class FeedLookup {

    /** Four steps ahead whatever comes of them, which is as far as the original goes within the patience that it has. */
    public static final int READS_AT_ONCE = 16;

    private final Feed feed;
    private final int highestLevel;
    private final ChunkSource source;
    private final Duration patience;
    private final int readsAtOnce;

    /**
     * @param highestLevel {@link Epoch#HIGHEST_LEVEL} or that of the older release
     * @param patience after which an update that has not come is none
     * @param readsAtOnce at least 1
     */
    public FeedLookup(Feed feed, int highestLevel, ChunkSource source, Duration patience, int readsAtOnce) {
        this.feed = feed;
        this.highestLevel = highestLevel;
        this.source = source;
        this.patience = patience;
        this.readsAtOnce = readsAtOnce;
    }

    /**
     * The latest update up to {@code now}. Blocks.
     *
     * @param now seconds since 1970
     * @param hint where an update was once; a wrong one costs time and changes nothing
     * @throws InterruptedIOException if the thread is interrupted
     */
    public Optional<FeedUpdate> latest(long now, Optional<Epoch> hint) throws IOException {
        FeedSearch search = new FeedSearch(now, hint, highestLevel);
        Map<Epoch, CompletableFuture<Optional<FeedUpdate>>> reads = new HashMap<>();
        try {
            while (!search.isOver()) {
                ask(search, reads, now);
                awaitAny(reads);
                reads.entrySet().removeIf(read -> {
                    boolean isDone = read.getValue().isDone();
                    if (isDone) {
                        search.read(read.getKey(), read.getValue().join());
                    }
                    return isDone;
                });
            }
            return search.found();
        } finally {
            reads.values().forEach(read -> read.cancel(false));
        }
    }

    /** What is to be signed next: the epoch after the last update, or the first. */
    public Epoch next(long now, Optional<FeedUpdate> last) {
        return last.map(update -> update.epoch().next(now, highestLevel)).orElse(Epoch.first(now, highestLevel));
    }

    /** Gives up what is on no way any more; asks for the others until one is there. */
    private void ask(FeedSearch search, Map<Epoch, CompletableFuture<Optional<FeedUpdate>>> reads, long now) {
        Set<Epoch> wanted = search.wanted(readsAtOnce);
        Set<Epoch> unwanted = new HashSet<>(reads.keySet());
        unwanted.removeAll(wanted);
        unwanted.forEach(epoch -> reads.remove(epoch).cancel(false));
        for (Epoch epoch : wanted) {
            if (reads.computeIfAbsent(epoch, missing -> read(missing, now)).isDone()) {
                return;
            }
        }
    }

    private CompletableFuture<Optional<FeedUpdate>> read(Epoch epoch, long now) {
        CompletableFuture<Chunk> chunk = source.get(feed.address(epoch));
        CompletableFuture<Optional<FeedUpdate>> update =
                chunk.handle((came, failure) -> failure == null ? update(came, now) : Optional.empty());
        if (!update.isDone()) {
            update.completeOnTimeout(Optional.empty(), patience.toNanos(), TimeUnit.NANOSECONDS);
            update.whenComplete((came, failure) -> chunk.cancel(false));
        }
        return update;
    }

    private static Optional<FeedUpdate> update(Chunk chunk, long now) {
        try {
            return Optional.of(FeedUpdate.decode(chunk))
                    .filter(update -> update.epoch().time() <= now);
        } catch (InvalidChunkException e) {
            return Optional.empty();
        }
    }

    private static void awaitAny(Map<Epoch, CompletableFuture<Optional<FeedUpdate>>> reads) throws IOException {
        try {
            CompletableFuture.anyOf(reads.values().toArray(CompletableFuture<?>[]::new))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while looking a feed up");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a read of a feed failed", e);
        }
    }
}
