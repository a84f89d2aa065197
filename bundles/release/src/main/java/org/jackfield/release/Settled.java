package org.jackfield.release;

import java.util.List;
import java.util.stream.Collectors;
import org.jackfield.api.Readiness;
import org.jackfield.api.release.ReleaseReport;

/** Tells the launcher, which shows it at start, what had to be decided about releases. */
record Settled(List<ReleaseReport> reports) implements Readiness {

    @Override
    public String name() {
        return "releases";
    }

    @Override
    public String text() {
        return reports.stream().map(News::line).collect(Collectors.joining("; "));
    }
}
