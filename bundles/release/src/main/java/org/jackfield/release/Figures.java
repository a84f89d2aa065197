package org.jackfield.release;

import java.time.Duration;
import java.util.List;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;

/** Sums and differences of what releases have done. */
final class Figures {

    private Figures() {}

    /** Of all protocols of a bundle together; the slowest one's handling time. A release that has gone does not count. */
    static ReleaseStatistics of(List<RegisteredProtocol> rows, long bundleId) {
        return rows.stream()
                .filter(row -> row.bundleId() == bundleId && row.parked() == 0)
                .map(RegisteredProtocol::statistics)
                .reduce(ReleaseStatistics.NONE, Figures::sum);
    }

    private static ReleaseStatistics sum(ReleaseStatistics a, ReleaseStatistics b) {
        return new ReleaseStatistics(
                a.sessions() + b.sessions(),
                a.sessionTime().plus(b.sessionTime()),
                a.received() + b.received(),
                a.sent() + b.sent(),
                a.failures() + b.failures(),
                a.disconnects() + b.disconnects(),
                longer(a.handlingP99(), b.handlingP99()));
    }

    /** What was done since {@code before}. If the bundle was restarted meanwhile: what was done since then. */
    static ReleaseStatistics since(ReleaseStatistics before, ReleaseStatistics now) {
        if (now.sessionTime().compareTo(before.sessionTime()) < 0 || now.sessions() < before.sessions()) {
            return now;
        }
        return new ReleaseStatistics(
                now.sessions() - before.sessions(),
                now.sessionTime().minus(before.sessionTime()),
                now.received() - before.received(),
                now.sent() - before.sent(),
                now.failures() - before.failures(),
                now.disconnects() - before.disconnects(),
                now.handlingP99());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
