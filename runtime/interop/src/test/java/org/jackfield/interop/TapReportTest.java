package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapReportTest {

    @Test
    void logsGoWithTheResultAboveThem() throws Exception {
        TapReport report = TapReport.parse(
                "1..3\nok 1 First\nnot ok 2 Second\n# one\n# not ok 9 Quoted\n&{stray}\nok 3 Third\n# two\n");

        assertEquals(3, report.planned());
        assertEquals(
                List.of(
                        new TapReport.Outcome("First", true, ""),
                        new TapReport.Outcome("Second", false, " one\n not ok 9 Quoted\n"),
                        new TapReport.Outcome("Third", true, " two\n")),
                report.outcomes());
    }

    @Test
    void whatHasNoPlanIsNoReport() {
        assertThrows(IOException.class, () -> TapReport.parse("connection refused\n"));
    }
}
