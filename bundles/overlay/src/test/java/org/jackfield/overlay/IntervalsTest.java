package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {

    private static final int HIGHEST = 60;

    /** Out of the original's own table (ethersphere swarm v0.5.8, network/stream/intervals/intervals_test.go), counted from 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1-100;                    1-100;            101-1000",
                "1-10 21-30;               1-10 21-30;       11-20",
                "21-30;                    21-30;            1-20",
                "1-10 11-30;               1-30;             31-1000",
                "11-20 1-10;               1-20;             21-1000",
                "1-10 31-40 21-30;         1-10 21-40;       11-20",
                "1-10 21-30 31-40 11-20;   1-40;             41-1000",
                "21-30 41-50 1-100;        1-100;            101-1000",
                "2-10 1-1;                 1-10;             11-1000",
                "5-10 4-12;                4-12;             1-3",
                "1-1000;                   1-1000;           -",
                "1-2000;                   1-2000;           -",
            })
    void mergeWhatTouches(String added, String expected, String missing) {
        Intervals intervals = Intervals.NONE;
        for (String range : added.split(" ")) {
            intervals = intervals.with(range(range));
        }
        assertEquals(
                List.of(expected.split(" ")).stream().map(IntervalsTest::range).toList(), intervals.ranges());
        Optional<BinRange> gap = missing.equals("-") ? Optional.empty() : Optional.of(range(missing));
        assertEquals(gap, intervals.missing(1000));
    }

    @Test
    void knowWhatASetOfNumbersKnows() {
        Random random = new Random(8);
        for (int round = 0; round < 500; round++) {
            Intervals intervals = Intervals.NONE;
            BitSet model = new BitSet();
            for (int step = 0; step < 12; step++) {
                int from = 1 + random.nextInt(HIGHEST);
                int to = from + random.nextInt(8);
                intervals = intervals.with(new BinRange(from, to));
                model.set(from, to + 1);
                assertSame(model, intervals, 1 + random.nextInt(HIGHEST));
            }
        }
    }

    @Test
    void areFilledByTheirGaps() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            Intervals intervals = Intervals.NONE;
            for (int i = 0; i < 5; i++) {
                int from = 1 + random.nextInt(HIGHEST);
                intervals = intervals.with(new BinRange(from, from + random.nextInt(5)));
            }
            Optional<BinRange> gap = intervals.missing(HIGHEST);
            for (int steps = 0; gap.isPresent(); steps++) {
                assertTrue(steps < HIGHEST);
                long from = gap.get().from();
                intervals = intervals.with(new BinRange(from, from + random.nextInt(3)));
                gap = intervals.missing(HIGHEST);
            }
            assertEquals(1, intervals.ranges().get(0).from());
            assertTrue(intervals.ranges().get(0).to() >= HIGHEST);
        }
    }

    @Test
    void doNotGrowWithoutEnd() {
        Intervals intervals = Intervals.NONE;
        for (int i = 0; i < 1000; i++) {
            intervals = intervals.with(new BinRange(1 + 3L * i, 1 + 3L * i));
        }
        assertEquals(Intervals.MAX_RANGES, intervals.ranges().size());
        assertEquals(Optional.of(new BinRange(2, 3)), intervals.missing(1000));
    }

    @Test
    void reachAsFarAsNumbersDo() {
        long last = SyncSeat.HEAD - 1;
        Intervals intervals = Intervals.NONE.with(new BinRange(last, last)).with(new BinRange(1, last - 1));
        assertEquals(List.of(new BinRange(1, last)), intervals.ranges());
        assertEquals(Optional.empty(), intervals.missing(last));
        assertThrows(IllegalArgumentException.class, () -> new BinRange(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BinRange(2, 1));
    }

    private static void assertSame(BitSet model, Intervals intervals, int limit) {
        int from = model.nextClearBit(1);
        int next = model.nextSetBit(from);
        long to = next < 0 ? limit : Math.min(limit, next - 1);
        assertEquals(from <= limit ? Optional.of(new BinRange(from, to)) : Optional.empty(), intervals.missing(limit));
        assertEquals(model.length() - 1, intervals.lastId());
    }

    private static BinRange range(String text) {
        String[] ends = text.strip().split("-");
        return new BinRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }
}
