package org.jackfield.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jackfield.bench.Latencies.Summary;
import org.jackfield.bench.crowd.Footprint;
import org.jackfield.bench.crowd.Tally;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final int ROWS = 12;
    private static final int LINKS = 20;
    private static final Tally COMPLETE = new Tally(9, 9, 0, 0, 0);
    private static final NodeLog QUIET = new NodeLog(3, 0, 0);

    @Test
    void passesWhatStaysAsItWas() {
        Verdict verdict = verdict(number -> row(1000, 100, 50, 0));

        assertTrue(verdict.passed(), verdict::reason);
        assertEquals("flat: all as aimed at", verdict.reason());
    }

    @Test
    void doesNotMindTheFirstQuarterAndSingleRows() {
        Verdict verdict = verdict(number -> number < 3 || number == 10 ? row(500, 300, 90, 1) : row(1000, 100, 50, 0));

        assertTrue(verdict.passed(), verdict::reason);
    }

    @Test
    void tellsWhatGrowsOrFalls() {
        assertEquals(
                "NOT AS AIMED AT: rate, times less",
                verdict(n -> row(n < 9 ? 1000 : 900, 100, 50, 0)).reason());
        assertEquals(
                "NOT AS AIMED AT: heap, times",
                verdict(n -> row(1000, 100 + n, 50, 0)).reason());
        assertEquals(
                "NOT AS AIMED AT: threads besides those of sessions, more",
                verdict(n -> row(1000, 100, 50 + n, 0)).reason());
        assertEquals(
                "NOT AS AIMED AT: class loaders of old releases",
                verdict(n -> row(1000, 100, 50, n)).reason());
    }

    @Test
    void mindsALossAFailureALinkTooManyAndATraceInTheLog() {
        List<Row> rows = verdict(number -> row(1000, 100, 50, 0)).rows();

        for (Tally tally : List.of(new Tally(9, 9, 1, 0, 0), new Tally(9, 9, 0, 1, 0), new Tally(9, 9, 0, 0, 1))) {
            assertFalse(new Verdict(rows, LINKS, 0, tally, QUIET).passed());
        }
        assertFalse(new Verdict(rows, LINKS - 1, 0, COMPLETE, QUIET).passed());
        assertFalse(new Verdict(rows, LINKS, 1, COMPLETE, QUIET).passed());
        assertFalse(new Verdict(rows, LINKS, 0, COMPLETE, new NodeLog(1, 0, 1)).passed());
        assertFalse(new Verdict(rows, LINKS, 0, COMPLETE, new NodeLog(0, 1, 0)).passed());
    }

    private static Verdict verdict(IntFunction<Row> rows) {
        return new Verdict(IntStream.range(0, ROWS).mapToObj(rows).toList(), LINKS, 0, COMPLETE, QUIET);
    }

    private static Row row(long messages, long heapBytes, int threads, long loaders) {
        Summary none = new Summary(0, 0, 0, 0, 0);
        Gauges gauges = new Gauges(new Footprint(heapBytes, 20, threads, 5), 200, 30, 16);
        // As much processor time as messages: what that costs is told apart.
        Duration processor = Duration.ofMillis(messages);
        return new Row(Duration.ZERO, 1, messages, processor, LINKS, 40, 2, none, none, loaders, gauges);
    }
}
