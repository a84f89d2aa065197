package org.jackfield.release;

import java.time.Instant;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;

/** Reports that differ from another one in some of what they say. */
final class Reports {

    private Reports() {}

    static ReleaseReport phase(ReleaseReport report, Phase phase, Instant at, String reason) {
        return new ReleaseReport(
                report.bundle(),
                report.bundleId(),
                report.former(),
                report.next(),
                phase,
                at,
                report.watchedUntil(),
                report.share(),
                OneLine.bounded(reason),
                report.formerStatistics(),
                report.nextStatistics());
    }

    static ReleaseReport statistics(ReleaseReport report, ReleaseStatistics former, ReleaseStatistics next) {
        return new ReleaseReport(
                report.bundle(),
                report.bundleId(),
                report.former(),
                report.next(),
                report.phase(),
                report.at(),
                report.watchedUntil(),
                report.share(),
                report.reason(),
                former,
                next);
    }

    static ReleaseReport inPlace(ReleaseReport report, long bundleId, Optional<Instant> watchedUntil) {
        return new ReleaseReport(
                report.bundle(),
                bundleId,
                report.former(),
                report.next(),
                report.phase(),
                report.at(),
                watchedUntil,
                1,
                report.reason(),
                report.formerStatistics(),
                report.nextStatistics());
    }
}
