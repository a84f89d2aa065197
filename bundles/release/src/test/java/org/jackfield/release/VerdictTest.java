package org.jackfield.release;

import static org.jackfield.release.Samples.statistics;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest(name = "{8}: {4} failures and {5} disconnects in {3} s after {1} and {2} in {0} s")
    @CsvSource({
        // former: seconds, failures, disconnects; next: seconds, failures, disconnects; goes?
        "3600, 0, 0,     2, 0, 0,   false, , nothing happens",
        "3600, 0, 0,     2, 1, 1,   false, , an accident",
        "3600, 0, 0,     2, 2, 2,   false, , two accidents",
        "3600, 0, 0,     2, 3, 0,   true,  sessions failed, three failures at once",
        "3600, 0, 0,     2, 0, 3,   true,  links ended, three links at once",
        "   0, 0, 0,     2, 3, 3,   true,  sessions failed, three failures after a release nobody has used",
        "   0, 0, 0,   600, 0, 3,   false, , ordinary coming and going after a release nobody has used",
        "3600, 0, 60,   60, 0, 3,   false, , peers that come and go as they did",
        "3600, 0, 60,   60, 0, 30,  true,  links ended, peers that go far more often",
        "3600, 600, 600, 60, 10, 10, false, , a bad release after another as bad",
        "3600, 600, 600, 60, 25, 25, false, , less than three times as bad",
        "3600, 600, 600, 60, 60, 60, true,  sessions failed, six times as bad",
        "360000, 0, 100, 6000, 0, 7, false, , a hundred links for a minute",
        "360000, 0, 100, 6000, 0, 40, true, links ended, a third of a hundred links gone in a minute",
    })
    void tells(
            long formerSeconds,
            long formerFailures,
            long formerDisconnects,
            long nextSeconds,
            long failures,
            long disconnects,
            boolean goes,
            String what,
            String name) {
        Optional<String> verdict = Verdict.on(
                statistics(12, nextSeconds, failures, disconnects),
                statistics(12, formerSeconds, formerFailures, formerDisconnects));

        assertEquals(goes, verdict.isPresent(), verdict.orElse("stays"));
        verdict.ifPresent(text -> assertTrue(text.contains(what), text));
    }

    @Test
    void isReadByAPerson() {
        assertEquals(
                Optional.of(
                        "5 sessions failed, of 12 sessions in 24.0 s of session time, where 0.02 would have been usual"),
                Verdict.on(statistics(12, 24, 5, 5), statistics(3, 600, 0, 0)));
    }

    @Test
    void knowsNothingOfAReleaseThatHasDoneNothing() {
        assertEquals(Optional.empty(), Verdict.on(ReleaseStatistics.NONE, ReleaseStatistics.NONE));
    }

    /** 1 - sum of the Poisson distribution below so many, for a look at how far above the bound is. */
    @ParameterizedTest
    @CsvSource({"3, 0.1", "3, 0.5", "5, 1", "10, 2", "40, 10"})
    void theBoundIsAboveTheExactChanceAndNotFar(long accidents, double expected) {
        double term = Math.exp(-expected);
        double below = 0;
        for (int k = 0; k < accidents; k++) {
            below += term;
            term *= expected / (k + 1);
        }
        double exact = 1 - below;
        double bound = Verdict.chance(accidents, expected);

        assertTrue(bound >= exact, bound + " for " + exact);
        assertTrue(bound <= 20 * exact, bound + " for " + exact);
    }
}
