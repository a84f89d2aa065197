package org.jackfield.chunks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A slot of time in which a feed can have one update: 2^level seconds that begin at a multiple of their length.
 *
 * @param time seconds since 1970 within it, below 2^56
 * @param level 0 to 255 as it stands in an update; real ones are at most 31
 */
public record Epoch(long time, int level) {

    /** Length of an epoch in an update. */
    static final int BYTES = Long.BYTES;

    /** The level of a first update in swarm 0.5 (lookup.HighestLevel). */
    public static final int HIGHEST_LEVEL = 31;

    /** That of geth's swarm, 0.3: with another, histories do not meet. */
    public static final int HIGHEST_LEVEL_0_3 = 25;

    private static final int TIME_BITS = 56;

    public Epoch {
        if (time < 0 || time >> TIME_BITS != 0 || level < 0 || level > 0xff) {
            throw new IllegalArgumentException("no epoch: time " + time + ", level " + level);
        }
    }

    /** That of a feed's first update. */
    public static Epoch first(long now, int highestLevel) {
        return new Epoch(now, highestLevel);
    }

    static Epoch read(byte[] bytes, int offset) {
        long word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
        return new Epoch(word & (1L << TIME_BITS) - 1, (int) (word >>> TIME_BITS));
    }

    /** When it begins. */
    public long base() {
        return level >= Long.SIZE ? 0 : time & -1L << level;
    }

    /**
     * That of the update after one in this epoch: on the level of the highest bit in which now differs from this one's begin,
     * and at most one deeper than this.
     */
    public Epoch next(long now, int highestLevel) {
        return new Epoch(now, nextLevel(base(), level, now, highestLevel));
    }

    static int nextLevel(long base, int level, long now, int highestLevel) {
        long mix = base ^ now | (level == 0 ? 0 : 1L << Math.min(level, Long.SIZE) - 1);
        return mix == 0 ? 0 : Math.min(highestLevel, Long.SIZE - 1 - Long.numberOfLeadingZeros(mix));
    }

    /** Whether both are the same slot. */
    public boolean same(Epoch other) {
        return level == other.level && base() == other.base();
    }

    /** As in an update: seven bytes of time, little-endian, and the level. */
    byte[] encoded() {
        return encoded(time);
    }

    /** As in an address: with the begin for the time. */
    byte[] id() {
        return encoded(base());
    }

    private byte[] encoded(long seconds) {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(seconds | (long) level << TIME_BITS)
                .array();
    }
}
