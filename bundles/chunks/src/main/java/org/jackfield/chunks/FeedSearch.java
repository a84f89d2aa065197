package org.jackfield.chunks;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Which epochs are to be read to find the latest update of a feed. It reads the epoch where the next update after the hint would be:
 * a hit is the hint for a deeper one, after a miss the search goes on before that epoch's begin. Where it would go either way is
 * known before an epoch is read, so the epochs behind both ways can be read along with it: the way taken, and so what is found, is
 * the same however many are. Used by one thread.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/feed/lookup: algorithm_fluzcapacitor.go for the way, algorithm_longearth.go for going
 * several at once.
 */
final class FeedSearch {

    /** More steps than any search needs: 57 bits of time, down and back, with a hint that was wrong. */
    private static final int MAX_STEPS = 4 * 64;

    private final int highestLevel;
    private final Map<Epoch, Optional<FeedUpdate>> results = new HashMap<>();
    private Optional<Step> current;
    private Optional<FeedUpdate> last = Optional.empty();
    private int steps;

    /** After which update the search looks. */
    private record Clue(long base, int level) {

        /** No update is known. */
        static final Clue NONE = new Clue(0, Long.SIZE - 1);
    }

    /**
     * An epoch to be read, and what will have been known when it is.
     *
     * @param epoch by its begin
     * @param found whether there has been an update
     * @param challenge whether the hint itself is read, as the last thing that is left
     */
    private record Step(Epoch epoch, Clue clue, long time, boolean found, boolean challenge) {}

    /** @param hint where an update was once; a wrong one costs reads and changes nothing */
    FeedSearch(long now, Optional<Epoch> hint, int highestLevel) {
        this.highestLevel = highestLevel;
        Clue clue = hint.filter(epoch -> epoch.base() <= now)
                .map(epoch -> new Clue(epoch.base(), epoch.level()))
                .orElse(Clue.NONE);
        current = Optional.of(step(clue, now, false));
    }

    boolean isOver() {
        return current.isEmpty();
    }

    /** What has been found when it is over. */
    Optional<FeedUpdate> found() {
        return last;
    }

    /**
     * The epochs to be read next, by their begins; the first one must be, the others may be wanted.
     *
     * @param atMost how many, those first that can be wanted soonest
     */
    Set<Epoch> wanted(int atMost) {
        Set<Epoch> wanted = new LinkedHashSet<>();
        Queue<Step> ways = new ArrayDeque<>();
        current.ifPresent(ways::add);
        for (int looked = 0; wanted.size() < atMost && looked < MAX_STEPS && !ways.isEmpty(); looked++) {
            Step step = ways.remove();
            Optional<FeedUpdate> result = results.get(step.epoch());
            if (result == null) {
                wanted.add(step.epoch());
            }
            if (result == null || result.isPresent()) {
                hit(step).ifPresent(ways::add);
            }
            if (result == null || result.isEmpty()) {
                miss(step).ifPresent(ways::add);
            }
        }
        return wanted;
    }

    /** Takes what was read of an epoch, in any order, and goes as far as is known. */
    void read(Epoch epoch, Optional<FeedUpdate> update) {
        results.put(epoch, update);
        while (current.isPresent() && results.containsKey(current.get().epoch())) {
            Step step = current.get();
            Optional<FeedUpdate> result = results.get(step.epoch());
            last = result.isPresent() ? result : last;
            current = ++steps == MAX_STEPS ? Optional.empty() : result.isPresent() ? hit(step) : miss(step);
        }
    }

    private Optional<Step> hit(Step step) {
        Clue here = new Clue(step.epoch().base(), step.epoch().level());
        return step.challenge() || here.level() == 0 || here.equals(step.clue())
                ? Optional.empty()
                : Optional.of(step(here, step.time(), true));
    }

    private Optional<Step> miss(Step step) {
        Clue clue = step.clue();
        if (step.challenge()) {
            return Optional.of(step(Clue.NONE, clue.base(), false));
        }
        if (step.epoch().base() != clue.base()) {
            return Optional.of(step(clue, step.epoch().base() - 1, step.found()));
        }
        if (step.found() || clue.equals(Clue.NONE)) {
            return Optional.empty();
        }
        // Only the hint itself is left, and it may be wrong.
        return Optional.of(new Step(new Epoch(clue.base(), clue.level()), clue, clue.base(), false, true));
    }

    private Step step(Clue clue, long time, boolean found) {
        Epoch epoch = new Epoch(time, Epoch.nextLevel(clue.base(), clue.level(), time, highestLevel));
        return new Step(new Epoch(epoch.base(), epoch.level()), clue, time, found, false);
    }
}
