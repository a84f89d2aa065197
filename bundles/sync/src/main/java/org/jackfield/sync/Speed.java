package org.jackfield.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Blocks a second over the last ten seconds or so. Used under the room's lock. */
final class Speed {

    private static final long SPAN = TimeUnit.SECONDS.toNanos(10);
    private static final int MAX_MARKS = 256;

    /** @param blocks in all by then */
    private record Mark(long at, long blocks) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long blocks;

    Speed(long now) {
        marks.add(new Mark(now, 0));
    }

    void add(int count, long now) {
        blocks += count;
        marks.add(new Mark(now, blocks));
        trim(now);
    }

    /** Begins anew, when nothing was to be done for a while. */
    void restart(long now) {
        marks.clear();
        marks.add(new Mark(now, blocks));
    }

    double perSecond(long now) {
        trim(now);
        Mark first = marks.peek();
        long span = Math.max(now - first.at(), TimeUnit.MILLISECONDS.toNanos(1));
        return (blocks - first.blocks()) * (double) TimeUnit.SECONDS.toNanos(1) / span;
    }

    private void trim(long now) {
        while (marks.size() > 1 && (now - marks.peek().at() > SPAN || marks.size() > MAX_MARKS)) {
            marks.poll();
        }
    }
}
