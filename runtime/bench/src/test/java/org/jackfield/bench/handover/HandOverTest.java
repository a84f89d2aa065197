package org.jackfield.bench.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark in small: what is counted, and nothing that is timed. */
@Timeout(120)
class HandOverTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200"})
    void tenLinksSurviveTwentySwapsUnharmed(String byUpdate, int resumptions) throws Exception {
        Options small = Options.parse(
                "--links",
                "10",
                "--swaps",
                "20",
                "--warm-up",
                "2",
                "--rest",
                "0",
                "--quiet",
                "0",
                "--settle",
                "0",
                "--update",
                byUpdate);

        Findings findings = HandOver.measure(small, folder);

        assertTrue(findings.complete(), () -> String.join("\n", findings.lines()));
        assertTrue(findings.tally().received() > 0 && findings.tally().sent() > 0);
        assertEquals(resumptions, findings.pauses().count());
    }
}
