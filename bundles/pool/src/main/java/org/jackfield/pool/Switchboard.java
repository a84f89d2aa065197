package org.jackfield.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jackfield.api.NodeId;

/**
 * What the relay remembers: the seats, what is fetched and what is not to be fetched again. One lock over all of it, held for
 * bookkeeping only; who is concerned by a change is woken once the lock is free. The pool's lock may be taken within this one,
 * never the other way.
 */
final class Switchboard {

    /** What was refused or is in a block is not fetched again; between this and twice as many. */
    private static final int MAX_SETTLED = 1 << 15;

    private final Timer timer;
    private final Mutex mutex = new Mutex();
    private final Map<NodeId, Seat> seats = new LinkedHashMap<>();
    private final Set<Seat> toWake = new LinkedHashSet<>();
    private long lastId;
    private long tickAt = Long.MAX_VALUE;

    final BodyFetcher bodies = new BodyFetcher();
    final CellFetcher cells;
    final KnownHashes settled = new KnownHashes(MAX_SETTLED);

    Switchboard(Timer timer, RandomGenerator random) {
        this.timer = timer;
        cells = new CellFetcher(random);
        lastId = random.nextInt(Integer.MAX_VALUE);
    }

    /** Milliseconds of a clock that only rises. */
    long now() {
        return timer.now();
    }

    void locked(Runnable change) {
        locked(() -> {
            change.run();
            return true;
        });
    }

    /** Changes something, then wakes whom that concerns, and sees to it that the next tick comes in time. */
    <T, E extends Exception> T locked(Mutex.Step<T, E> change) throws E {
        List<Runnable> afterwards = new ArrayList<>();
        T result = mutex.locked(() -> {
            T made = change.make();
            takeWakes(afterwards);
            callForTick(afterwards);
            return made;
        });
        afterwards.forEach(Runnable::run);
        return result;
    }

    // What follows needs the lock.

    Optional<Seat> seat(NodeId peer) {
        return Optional.ofNullable(seats.get(peer));
    }

    Collection<Seat> seats() {
        return seats.values();
    }

    void add(Seat seat) {
        seats.put(seat.peer(), seat);
    }

    /** What a peer was asked for is asked of others. */
    void remove(Seat seat) {
        if (!seat.left) {
            seat.left = true;
            seats.remove(seat.peer(), seat);
            bodies.left(seat);
            cells.left(seat);
        }
    }

    /** Once the lock is free. */
    void wake(Seat seat) {
        toWake.add(seat);
    }

    /** Lets a peer wait before anything else of it is judged. */
    void rest(Seat seat, long millis) {
        long until = Math.max(seat.restsUntil, timer.now()) + millis;
        seat.restsUntil = until;
        timer.after(until - timer.now(), () -> locked(() -> wake(seat)));
    }

    boolean rests(Seat seat) {
        return timer.now() < seat.restsUntil;
    }

    /** For a request. */
    long nextId() {
        return ++lastId;
    }

    private void takeWakes(List<Runnable> afterwards) {
        toWake.addAll(bodies.takeReady());
        toWake.addAll(cells.takeReady());
        toWake.stream().filter(seat -> !seat.left).forEach(seat -> afterwards.add(seat.wake));
        toWake.clear();
    }

    /** Unless an earlier one has been called for. */
    private void callForTick(List<Runnable> afterwards) {
        long due = Math.min(bodies.due(), cells.due());
        if (due < tickAt) {
            tickAt = due;
            long delay = Math.max(0, due - timer.now());
            afterwards.add(() -> timer.after(delay, this::tick));
        }
    }

    private void tick() {
        locked(() -> {
            tickAt = Long.MAX_VALUE;
            bodies.tick(timer.now());
            cells.tick(timer.now());
        });
    }
}
