package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;

/** Stays with a release until its watch is over. */
final class ReleaseVigil {

    /** How much later than announced the end of a watch may be told. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Releases releases;
    private final ReleaseReport begun;
    private final Instant end;

    /**
     * @param begun the report that the release came in place with
     * @param canaryTime how long to stay with a canary, whose watch has no end
     */
    ReleaseVigil(Releases releases, ReleaseReport begun, Duration canaryTime) {
        this.releases = releases;
        this.begun = begun;
        this.end = begun.watchedUntil()
                .map(until -> until.plus(GRACE))
                .orElseGet(() -> begun.at().plus(canaryTime));
    }

    /**
     * Returns the last report seen: of another phase than before, or of the same if a key was pressed or a canary's time
     * is over.
     *
     * @throws CommandException if the watch does not end when it should
     */
    ReleaseReport keep(Vigil vigil) throws CommandException, InterruptedException {
        ReleaseReport last = vigil.keep(this::look, this::isOver, report -> ReleaseText.course(report, Instant.now()));
        if (last.phase() == Phase.WATCHED
                && begun.phase() == Phase.WATCHED
                && !Instant.now().isBefore(end)) {
            throw new CommandException("the watch of " + ReleaseText.change(begun) + " does not come to its end");
        }
        return last;
    }

    private ReleaseReport look() {
        return releases.reports().stream()
                .filter(report -> report.bundle().equals(begun.bundle()))
                .findFirst()
                .orElse(begun);
    }

    private boolean isOver(ReleaseReport report) {
        return report.phase() != begun.phase() || !Instant.now().isBefore(end);
    }
}
