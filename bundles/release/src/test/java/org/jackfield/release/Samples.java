package org.jackfield.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.JournalFormat.Content;

/** Values that tests need some of. */
final class Samples {

    static final Instant NOON = Instant.ofEpochMilli(1_750_000_000_123L);

    private Samples() {}

    static Content content() {
        return new Content("run-1", List.of(entry(Step.WATCHED), entry(Step.CANARY)));
    }

    static Entry entry(Step step) {
        return new Entry(
                step,
                new Place("file:/plugins/aaa-" + step + ".jar", 4, true, 17),
                Optional.of(new Release("plugin.aaa", "1.0.0", "ab".repeat(32))),
                step == Step.SETTLED
                        ? Optional.empty()
                        : Optional.of(new Release("plugin.aaa", "2.0.0", "cd".repeat(32))),
                report(step));
    }

    private static ReleaseReport report(Step step) {
        return new ReleaseReport(
                "plugin.aaa." + step,
                12,
                "1.0.0",
                "2.0.0",
                Phase.values()[step.ordinal() % Phase.values().length],
                NOON,
                step == Step.WATCHED ? Optional.of(NOON.plusSeconds(60)) : Optional.empty(),
                step == Step.CANARY ? 0.1 : 1,
                "because of Ä",
                statistics(5, 100, 1, 2),
                ReleaseStatistics.NONE);
    }

    static ReleaseStatistics statistics(long sessions, long seconds, long failures, long disconnects) {
        return new ReleaseStatistics(
                sessions, Duration.ofSeconds(seconds), 10, 20, failures, disconnects, Duration.ofNanos(12_345));
    }
}
