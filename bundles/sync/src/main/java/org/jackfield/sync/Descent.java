package org.jackfield.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.jackfield.chain.BlockHeader;
import org.jackfield.crypto.Hash;

/**
 * The way down from a goal to the chain here, a stretch at a time. Where it is longer than a stretch only the hash of each
 * stretch's top is kept; from the lowest on they are fetched again, one after another, so that memory does not grow with the
 * way. Used under the room's lock.
 */
final class Descent {

    /** Forks of untrusted chains are followed so far down, in blocks; a liar's chain may go down for ever. */
    static final long MAX_FORK = 2L * Stretch.LIMIT;

    private record Anchor(Hash hash, OptionalLong number) {}

    private final Goal goal;
    private final Deque<Anchor> above = new ArrayDeque<>();
    private Optional<Stretch> stretch = Optional.empty();
    /** The block by whose number it begins, for want of a hash; -1 if by a hash. */
    private long waypoint = -1;

    private boolean waypointAsked;

    private Descent(Goal goal) {
        this.goal = goal;
    }

    /** @param base number of the block it is likely to end at */
    static Descent from(Goal goal, long base) {
        Descent descent = new Descent(goal);
        descent.stretch = Optional.of(new Stretch(goal.hash(), goal.number(), base));
        return descent;
    }

    /** Begins at a block of the proposer's chain on the way to its head. */
    static Descent fromWaypoint(Goal goal, long number) {
        Descent descent = new Descent(goal);
        descent.waypoint = number;
        return descent;
    }

    Goal goal() {
        return goal;
    }

    Optional<Stretch> stretch() {
        return stretch;
    }

    /** Whether it still has to be told where to begin. */
    boolean waitsForWaypoint() {
        return waypoint >= 0;
    }

    Optional<Job> waypoint() {
        if (waypoint < 0 || waypointAsked) {
            return Optional.empty();
        }
        waypointAsked = true;
        return Optional.of(new Job.Waypoint(waypoint));
    }

    void releaseWaypoint() {
        waypointAsked = false;
    }

    void begin(BlockHeader header, long base) {
        waypoint = -1;
        stretch = Optional.of(new Stretch(Hash.of(header.hash()), OptionalLong.of(header.number()), base));
    }

    /**
     * Goes on below a stretch that has not reached the chain.
     *
     * @throws BadGoalException if it is too deep
     */
    void deeper(long base) throws BadGoalException {
        Stretch full = stretch.orElseThrow();
        long lowest = full.lowest().orElseThrow();
        if (!goal.trusted() && lowest < base - MAX_FORK) {
            throw new BadGoalException("it does not join the chain within " + MAX_FORK + " blocks");
        }
        above.push(new Anchor(full.top(), full.number()));
        stretch = Optional.of(new Stretch(full.below(), OptionalLong.of(lowest - 1), base));
    }

    /** The stretch has joined the chain and is taken out. */
    Stretch joined() {
        Stretch full = stretch.orElseThrow();
        stretch = Optional.empty();
        return full;
    }

    /** Whether all of the way is gone. */
    boolean over() {
        return stretch.isEmpty() && waypoint < 0 && above.isEmpty();
    }

    /** Goes on with the stretch above the one that has joined. */
    void higher(long base) {
        Anchor next = above.pop();
        stretch = Optional.of(new Stretch(next.hash(), next.number(), base));
    }

    /** Number of the highest block on the way that is known by number. */
    Optional<Long> highest() {
        OptionalLong top = above.isEmpty()
                ? stretch.map(Stretch::number).orElse(OptionalLong.empty())
                : above.peekLast().number();
        return top.isPresent() ? Optional.of(top.getAsLong()) : Optional.empty();
    }
}
