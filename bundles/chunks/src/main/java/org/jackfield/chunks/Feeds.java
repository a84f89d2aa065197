package org.jackfield.chunks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The updates of feeds: looked up here and in the network, and stored here as uploads, to be brought to where they belong. It
 * remembers where it has last found updates of each feed, so that the next search begins there. For any thread.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/feed/handler.go.
 */
@Component(service = Feeds.class)
public final class Feeds {

    /** After which an update is taken not to be there (defaultRetrieveTimeout of the original). */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int REMEMBERED = 1_000;

    private final ChunkStore store;
    private final ChunkSource source;
    private final InstantSource clock;
    private final Map<Feed, Epoch> latest = new ConcurrentHashMap<>();

    @Activate
    public Feeds(@Reference ChunkStore store, @Reference ChunkSource source) {
        this(store, source, InstantSource.system());
    }

    Feeds(ChunkStore store, ChunkSource source, InstantSource clock) {
        this.store = store;
        this.source = source;
        this.clock = clock;
    }

    /** Seconds since 1970. */
    public long now() {
        return clock.instant().getEpochSecond();
    }

    /**
     * The latest update up to a moment. Blocks for the network.
     *
     * @param time seconds since 1970
     * @param hint where an update was once; without one, what is remembered is taken
     * @throws InterruptedIOException if the thread is interrupted
     */
    public Optional<FeedUpdate> latest(Feed feed, long time, Optional<Epoch> hint) throws IOException {
        Optional<Epoch> known =
                hint.or(() -> Optional.ofNullable(latest.get(feed)).filter(epoch -> epoch.time() <= time));
        Optional<FeedUpdate> found = lookup(feed).latest(time, known);
        found.ifPresent(update -> remember(feed, update.epoch()));
        return found;
    }

    /** Where the next update belongs if it is made now. Blocks for the network, as the last one must be known. */
    public Epoch next(Feed feed) throws IOException {
        long now = now();
        return lookup(feed).next(now, latest(feed, now, Optional.empty()));
    }

    /**
     * Stores an update.
     *
     * @param update signed
     * @return whether there was none in its epoch; if there was, nothing has changed
     */
    public boolean publish(Chunk update) {
        return store.put(PutMode.UPLOAD, update);
    }

    /** The chunk of an update, wherever it is. Blocks for the network. */
    public Chunk chunk(Address address) throws IOException {
        return Content.await(source.get(address));
    }

    private FeedLookup lookup(Feed feed) {
        return new FeedLookup(feed, Epoch.HIGHEST_LEVEL, source, PATIENCE, FeedLookup.READS_AT_ONCE);
    }

    private void remember(Feed feed, Epoch epoch) {
        if (latest.size() >= REMEMBERED) {
            // Forgetting costs a longer search and nothing else.
            latest.clear();
        }
        latest.merge(feed, epoch, (one, other) -> one.time() > other.time() ? one : other);
    }
}
