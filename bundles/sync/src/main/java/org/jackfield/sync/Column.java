package org.jackfield.sync;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Of one kind, which items of a harvest are asked for, which are here, and how large they are. Used under the room's lock. */
final class Column {

    /** Of the size of an item, at least. */
    private static final double LEAST_USUAL = 64;
    /** Weight of the newest item for what is usual. */
    private static final double IMPACT = 0.02;

    private static final byte PENDING = 0;
    private static final byte ASKED = 1;
    private static final byte DONE = 2;

    private final byte[] states;
    /** No item before it is pending. */
    private int low;

    private double usualBytes;

    /** @param usualBytes the size of an item, as long as none has come */
    Column(int items, double usualBytes) {
        states = new byte[items];
        this.usualBytes = usualBytes;
    }

    double usualBytes() {
        return usualBytes;
    }

    boolean has(int item) {
        return states[item] == DONE;
    }

    /** From an item on, all count as here. */
    void waive(int from) {
        Arrays.fill(states, from, states.length, DONE);
    }

    /** The item is not wanted, or is empty. */
    void spare(int item) {
        states[item] = DONE;
    }

    void came(int item, int size) {
        states[item] = DONE;
        usualBytes = Math.max(LEAST_USUAL, usualBytes + IMPACT * (size - usualBytes));
    }

    /** One that came was too large to be kept, and is to be asked for again. */
    void thrownAway(int size) {
        usualBytes = Math.max(usualBytes, size);
    }

    boolean hasPending(int limit) {
        return firstPending() < limit;
    }

    /** Takes items to ask for, the lowest first; they count as asked then. */
    int[] take(int limit, int most, IntPredicate which) {
        low = firstPending();
        int[] items = IntStream.range(low, Math.max(limit, low))
                .filter(i -> states[i] == PENDING && which.test(i))
                .limit(most)
                .toArray();
        for (int item : items) {
            states[item] = ASKED;
        }
        return items;
    }

    /** Items of a request that is over or given to somebody else: what has not come is to be asked for again. */
    void release(int[] items) {
        for (int item : items) {
            if (states[item] == ASKED) {
                states[item] = PENDING;
                low = Math.min(low, item);
            }
        }
    }

    /** @return whether an item is still missing, and counts as asked for from now on */
    boolean retake(int item) {
        boolean missing = states[item] == PENDING;
        if (missing) {
            states[item] = ASKED;
        }
        return missing;
    }

    private int firstPending() {
        int i = low;
        while (i < states.length && states[i] != PENDING) {
            i++;
        }
        return i;
    }
}
