package org.jackfield.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.Replacement.Outcome;
import org.osgi.framework.Bundle;

/** Replaces a bundle where it stands, forth and back. To be called by whoever has the bundle's turn. */
record InPlace(Workshop workshop) {

    ReleaseReport swap(Bundle bundle, Release next, Duration watch) throws ReleaseException {
        Release former = workshop.jars().copy(bundle);
        Entry begun = workshop.entry(Step.REPLACING, bundle, Place.of(bundle), Optional.of(former), next, 1);
        workshop.ledger().announce(begun);
        return arrived(begun, bundle, workshop.replacement().put(bundle, next, former), watch);
    }

    /** The journal knows of the replacement, and it has been tried. */
    ReleaseReport arrived(Entry begun, Bundle bundle, Outcome outcome, Duration watch) throws ReleaseException {
        Instant now = workshop.now();
        return switch (outcome.end()) {
            case DONE -> workshop.record(done(begun.at(Place.of(bundle)), bundle, now, watch));
            case PUT_BACK -> workshop.record(begun.settled(Phase.ROLLED_BACK, now, outcome.problem()));
            case BROKEN -> workshop.record(begun.settled(Phase.BROKEN, now, outcome.problem()));
            case CUT_SHORT ->
                throw new ReleaseException("the node is going down, its next start settles the replacement");
        };
    }

    private static Entry done(Entry begun, Bundle bundle, Instant now, Duration watch) {
        if (watch.isZero()) {
            return begun.inPlace(bundle.getBundleId(), Optional.empty())
                    .settled(Phase.CONFIRMED, now, "replaced in place, not watched");
        }
        return begun.inPlace(bundle.getBundleId(), Optional.of(now.plus(watch)))
                .begun(Step.WATCHED, Phase.WATCHED, now, "replaced in place, watched for " + watch.toSeconds() + " s");
    }

    /**
     * The release that can be put back.
     *
     * @throws ReleaseException if none is kept, or what is kept is damaged
     */
    Release kept(Entry entry) throws ReleaseException {
        Release kept = entry.former()
                .orElseThrow(() -> new ReleaseException("no release of " + entry.bundle() + " is kept to go back to"));
        if (!workshop.jars().intact(kept)) {
            throw new ReleaseException(
                    "the kept jar of " + entry.bundle() + ' ' + kept.version() + " is damaged or gone");
        }
        return kept;
    }

    /**
     * Puts the kept release back. If it cannot be started, the one that is there stays.
     *
     * @param entry of a bundle that was replaced in place
     * @param kept what {@link #kept} says
     * @throws ReleaseException if that cannot be begun, or the node is going down
     */
    ReleaseReport goBack(Bundle bundle, Entry entry, Release kept, String reason) throws ReleaseException {
        Release present = workshop.jars().copy(bundle);
        Entry begun = new Entry(
                        Step.REPLACING, Place.of(bundle), Optional.of(kept), Optional.of(present), entry.report())
                .withStatistics(
                        entry.report().formerStatistics(), workshop.core().statistics(bundle.getBundleId()));
        workshop.ledger().announce(begun);
        Outcome outcome = workshop.replacement().put(bundle, kept, present);
        Instant now = workshop.now();
        return switch (outcome.end()) {
            case DONE -> workshop.record(begun.at(Place.of(bundle)).settled(Phase.ROLLED_BACK, now, reason));
            case PUT_BACK ->
                workshop.record(begun.at(Place.of(bundle))
                        .settled(
                                Phase.CONFIRMED,
                                now,
                                "it stays, as " + outcome.problem() + " (wanted because: " + reason + ")"));
            case BROKEN -> workshop.record(begun.settled(Phase.BROKEN, now, outcome.problem()));
            case CUT_SHORT ->
                throw new ReleaseException("the node is going down, its next start settles the roll-back");
        };
    }
}
