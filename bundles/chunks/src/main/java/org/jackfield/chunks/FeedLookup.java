package org.jackfield.chunks;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds the latest update of a feed that is not after a moment. It reads the epoch where the next update after the hint would
 * be: a hit is the hint for a deeper one, after a miss the search goes on before that epoch's begin.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/feed/lookup/algorithm_fluzcapacitor.go; "LongEarth", of the same release, goes
 * the same ways, several at once.
 */
public final class FeedLookup {

    /** More reads than any search needs: 57 bits of time, down and back, with a hint that was wrong. */
    private static final int MAX_READS = 4 * 64;

    private final Feed feed;
    private final int highestLevel;
    private final Reading reading;

    /** How an update is had, from here or from the network. May block. */
    public interface Reading {

        /**
         * @return empty if there is none
         * @throws IOException to give up the search
         */
        Optional<Chunk> read(Address address) throws IOException;
    }

    /** What the search knows: after which update it looks. */
    private record Clue(long base, int level) {

        /** No update is known. */
        static final Clue NONE = new Clue(0, Long.SIZE - 1);

        static Clue of(Epoch epoch) {
            return new Clue(epoch.base(), epoch.level());
        }

        boolean is(Epoch epoch) {
            return level == epoch.level() && base == epoch.base();
        }
    }

    /** @param highestLevel {@link Epoch#HIGHEST_LEVEL} or that of the older release */
    public FeedLookup(Feed feed, int highestLevel, Reading reading) {
        this.feed = feed;
        this.highestLevel = highestLevel;
        this.reading = reading;
    }

    /**
     * The latest update up to {@code now}.
     *
     * @param now seconds since 1970
     * @param hint where an update was once; a wrong one costs time and changes nothing
     * @throws IOException if the reading gave up
     */
    public Optional<FeedUpdate> latest(long now, Optional<Epoch> hint) throws IOException {
        Clue clue = hint.filter(epoch -> epoch.base() <= now).map(Clue::of).orElse(Clue.NONE);
        Optional<FeedUpdate> last = Optional.empty();
        long time = now;
        for (int reads = 0; reads < MAX_READS; reads++) {
            Epoch epoch = new Epoch(time, Epoch.nextLevel(clue.base(), clue.level(), time, highestLevel));
            Optional<FeedUpdate> found = read(epoch, now);
            if (found.isPresent()) {
                last = found;
                if (epoch.level() == 0 || clue.is(epoch)) {
                    return last;
                }
                clue = Clue.of(epoch);
            } else if (epoch.base() != clue.base()) {
                time = epoch.base() - 1;
            } else if (last.isPresent() || clue.equals(Clue.NONE)) {
                return last;
            } else {
                // Only the hint itself is left, and it may be wrong.
                Optional<FeedUpdate> hinted = read(new Epoch(clue.base(), clue.level()), now);
                if (hinted.isPresent()) {
                    return hinted;
                }
                time = clue.base();
                clue = Clue.NONE;
            }
            if (time < 0) {
                return last;
            }
        }
        return last;
    }

    /** What is to be signed next: the epoch after the last update, or the first. */
    public Epoch next(long now, Optional<FeedUpdate> last) {
        return last.map(update -> update.epoch().next(now, highestLevel)).orElse(Epoch.first(now, highestLevel));
    }

    private Optional<FeedUpdate> read(Epoch epoch, long now) throws IOException {
        Optional<Chunk> chunk = reading.read(feed.address(epoch));
        if (chunk.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FeedUpdate.decode(chunk.get()))
                    .filter(update -> update.epoch().time() <= now);
        } catch (InvalidChunkException e) {
            return Optional.empty();
        }
    }
}
