package org.jackfield.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What all that is done to bundles is done with. */
record Workshop(BundleContext context, JarStore jars, Ledger ledger, Core core, News news, Clock clock) {

    /** As exactly as the journal keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Starting starting() {
        return new Starting(context, jars);
    }

    Replacement replacement() {
        return new Replacement(this);
    }

    Optional<Bundle> at(String location) {
        return Optional.ofNullable(context.getBundle(location));
    }

    /** What is to be written before a release comes in. */
    Entry entry(Step step, Bundle bundle, Place place, Optional<Release> former, Release next, double share) {
        String version = bundle.getVersion().toString();
        ReleaseReport report = new ReleaseReport(
                bundle.getSymbolicName(),
                bundle.getBundleId(),
                version,
                next.version(),
                Phase.ROLLED_BACK,
                now(),
                Optional.empty(),
                share,
                "under way",
                core.statistics(bundle.getBundleId()),
                ReleaseStatistics.NONE);
        return new Entry(step, place, former, Optional.of(next), report);
    }

    /** Something is done, and everybody may know. */
    ReleaseReport record(Entry entry) {
        ledger.record(entry);
        news.tell(entry.report());
        return entry.report();
    }
}
