package org.jackfield.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark in small: what is counted, and nothing that is timed. */
@Timeout(120)
class SoakTest {

    private static final int ROWS = 4;
    private static final int SWAPS_A_ROW = 1;
    private static final int CHURN = 40;

    /** To the stand-in and back. */
    private static final long HAND_OVERS = 2;

    @TempDir
    Path folder;

    @Test
    void aShortOneCountsRight() throws Exception {
        Options small = new Options(ROWS, SWAPS_A_ROW, Duration.ofMillis(200), 12, CHURN, 10_000, 4);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        Verdict verdict = Soak.measure(
                small, folder, folder.resolve("no log"), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertTrue(verdict.tally().faultless(), verdict.tally()::toString);
        assertTrue(verdict.tally().received() > 0 && verdict.tally().sent() > 0);
        assertEquals(ROWS, verdict.rows().size());
        Row last = verdict.rows().get(ROWS - 1);
        assertEquals(ROWS * SWAPS_A_ROW, last.swaps());
        assertTrue(resumed(verdict) >= HAND_OVERS * (last.swaps() - 1) * small.staying(), last::toString);
        assertTrue(last.linksMade() > small.links(), last::toString);
        assertTrue(printed.toString(StandardCharsets.UTF_8).lines().count() > ROWS);
    }

    /** Sessions, in all rows; the last of them may come after the last row. */
    private static long resumed(Verdict verdict) {
        return verdict.rows().stream().mapToLong(row -> row.pauses().count()).sum();
    }
}
