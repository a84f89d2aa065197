package org.jackfield.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.event.Event;

class EventPosterTest {

    @ParameterizedTest
    @EnumSource(Phase.class)
    void theTopicIsThePhase(Phase phase) {
        ReleaseReport report = Samples.entry(Step.WATCHED)
                .settled(phase, Samples.NOON, "because")
                .report();

        Event event = EventPoster.event(report);

        assertEquals("org/jackfield/release/" + phase, event.getTopic());
        assertSame(report, event.getProperty("event"));
        assertEquals("2.0.0", event.getProperty("next"));
        assertEquals("because", event.getProperty("reason"));
    }

    @Test
    void aLineForTheLogNamesWhatIsInPlace() {
        ReleaseReport report = Samples.entry(Step.WATCHED)
                .settled(Phase.ROLLED_BACK, Samples.NOON, "5 sessions\n  failed")
                .report();

        assertEquals(
                "plugin.aaa.WATCHED: 1.0.0 is in place and not 2.0.0 (ROLLED_BACK): 5 sessions failed",
                News.line(report));
    }
}
