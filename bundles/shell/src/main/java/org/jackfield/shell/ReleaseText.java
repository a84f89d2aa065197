package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;

/** What was done to a bundle, in words. */
final class ReleaseText {

    private ReleaseText() {}

    /** {@code echo 1.0.0 -> 2.0.0}. */
    static String change(ReleaseReport report) {
        return report.bundle() + ' ' + report.former() + " -> " + report.next();
    }

    /** {@code rolled back}. */
    static String phase(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code echo 1.0.0 -> 2.0.0: watched, 43 s left; swapped}. */
    static String standing(ReleaseReport report, Instant now) {
        String reason = report.reason().isEmpty() ? "" : "; " + report.reason();
        String since = Units.seconds(Duration.between(report.at(), now));
        String state = phase(report.phase());
        String how = switch (report.phase()) {
            case WATCHED -> state + ", " + left(report, now) + " left";
            case CANARY -> state + " for " + Units.percent(report.share()) + " of the peers for " + since;
            case CONFIRMED, ROLLED_BACK, BROKEN -> state + ' ' + since + " ago";
        };
        return change(report) + ": " + how + reason;
    }

    /** One line on a release that is being looked at. */
    static String course(ReleaseReport report, Instant now) {
        String left = report.watchedUntil().isPresent() ? ", " + left(report, now) + " left" : "";
        return phase(report.phase()) + left + ": " + done(report.nextStatistics());
    }

    /** {@code sessions 12, messages 4711 in 4710 out, errors 0, disconnects 0}. */
    private static String done(ReleaseStatistics release) {
        return "sessions " + release.sessions() + ", messages " + release.received() + " in " + release.sent()
                + " out, errors " + release.failures() + ", disconnects " + release.disconnects();
    }

    /** What has come of an order to put a new release in place. */
    static String outcome(ReleaseReport report, Takeover takeover) {
        if (report.phase() == Phase.CANARY) {
            return report.bundle() + ' ' + report.next() + " runs with " + Units.percent(report.share())
                    + " of the peers beside " + report.former() + ", watched, until p2p:promote or p2p:rollback";
        }
        String watch = report.watchedUntil()
                .filter(until -> report.phase() == Phase.WATCHED)
                .map(until -> "watched for " + Units.seconds(Duration.between(report.at(), until))
                        + ", p2p:releases tells how it does")
                .orElse("not watched, p2p:rollback puts " + report.former() + " back");
        return change(report) + " in place: " + takeover + "; " + watch;
    }

    /** Of a release that is not in place, or has not stayed so. */
    static String failure(ReleaseReport report) {
        if (report.phase() == Phase.BROKEN) {
            return report.bundle() + ": neither " + report.next() + " nor " + report.former() + " could be started: "
                    + report.reason();
        }
        return change(report) + " was rolled back: " + report.reason();
    }

    /** How it stands, and what both releases have done. */
    static String table(ReleaseReport report, Instant now) {
        Table table = new Table("  RELEASE", "SESSIONS", "IN", "OUT", "ERRORS", "DISCONNECTS", "P99");
        row(table, report.former(), report.formerStatistics());
        row(table, report.next(), report.nextStatistics());
        return standing(report, now) + '\n' + table;
    }

    private static void row(Table table, String release, ReleaseStatistics statistics) {
        table.row(
                "  " + release,
                statistics.sessions(),
                statistics.received(),
                statistics.sent(),
                statistics.failures(),
                statistics.disconnects(),
                ProtocolsCommand.handlingTime(statistics));
    }

    private static String left(ReleaseReport report, Instant now) {
        Duration left =
                report.watchedUntil().map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
        return Units.seconds(left.isNegative() ? Duration.ZERO : left);
    }
}
