package org.jackfield.overlay;

/**
 * A part of a bin, by the ids of its first and its last chunk; there need not be one for each id.
 *
 * @param from at least 1
 * @param to at least {@code from}
 */
public record BinRange(long from, long to) {

    public BinRange {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("no part of a bin: " + from + " to " + to);
        }
    }

    /** All from here on, also what is yet to come. */
    public static BinRange headFrom(long from) {
        return new BinRange(from, SyncSeat.HEAD);
    }

    boolean touches(BinRange other) {
        return from - 1 <= other.to && other.from - 1 <= to;
    }

    BinRange and(BinRange other) {
        return new BinRange(Math.min(from, other.from), Math.max(to, other.to));
    }
}
