package org.jackfield.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 1_000, 999_999, 50_000_000, 86_400_000_000_000L, Long.MAX_VALUE / 2})
    void aQuantileIsAtMostAClassAboveTheFigure(long nanos) {
        Latencies latencies = new Latencies();
        latencies.record(nanos);
        latencies.record(Long.MAX_VALUE);

        long median = latencies.summary().p50();

        assertTrue(median >= nanos && median - nanos <= nanos / 64, nanos + " became " + median);
    }

    @Test
    void quantilesCountFromBelow() {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(1, 1000).forEach(millis -> latencies.record(millis * 1_000_000));

        Latencies.Summary summary = latencies.summary();

        assertEquals(1000, summary.count());
        assertEquals(500, summary.p50() / 1e6, 500 / 64.0);
        assertEquals(990, summary.p99() / 1e6, 990 / 64.0);
        assertEquals(1_000_000_000, summary.max());
        assertEquals(summary, Latencies.Summary.parse(summary.inWords()));
    }

    @Test
    void nothingIsZero() {
        assertEquals(new Latencies.Summary(0, 0, 0, 0, 0), new Latencies().summary());
    }
}
