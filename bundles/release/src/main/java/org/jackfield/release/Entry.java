package org.jackfield.release;

import java.time.Instant;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * What the journal knows of one bundle: how far something has come, and all that is needed to end it after a crash.
 *
 * @param place of the bundle that the step is about: the canary's, while one is installed or stands
 * @param former the release to be put back should the step not come to its end; once settled, that a person may put back
 * @param next the release that comes in, as long as its jar may be needed
 * @param report what was told last, or is to be told next while a step is under way
 */
record Entry(Step step, Place place, Optional<Release> former, Optional<Release> next, ReleaseReport report) {

    /** What is under way. The order is part of the journal's format. */
    enum Step {
        /** Nothing. */
        SETTLED,
        /** The bundle is being replaced in place, in either direction. */
        REPLACING,
        /** It has been, and the former release may come back. */
        WATCHED,
        /** A canary is being installed. */
        INSTALLING,
        /** It stands. */
        CANARY,
        /** The bundle is being replaced by its canary. */
        PROMOTING
    }

    /**
     * Where a bundle is in the framework, should it be lost there.
     *
     * @param autostart whether it starts with the node
     * @param modified when its last update was, in the framework's words: another time is somebody else's update
     */
    record Place(String location, int startLevel, boolean autostart, long modified) {

        static Place of(Bundle bundle) {
            BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
            return new Place(
                    bundle.getLocation(),
                    start.getStartLevel(),
                    start.isPersistentlyStarted(),
                    bundle.getLastModified());
        }
    }

    String bundle() {
        return report.bundle();
    }

    /** A release that has come in leaves the former one to go back to; one that has not leaves nothing. */
    Entry settled(Phase phase, Instant at, String reason) {
        Optional<Release> kept = phase == Phase.ROLLED_BACK ? Optional.empty() : former;
        return new Entry(Step.SETTLED, place, kept, Optional.empty(), Reports.phase(report, phase, at, reason));
    }

    Entry begun(Step newStep, Phase phase, Instant at, String reason) {
        return new Entry(newStep, place, former, next, Reports.phase(report, phase, at, reason));
    }

    Entry at(Place newPlace) {
        return new Entry(step, newPlace, former, next, report);
    }

    Entry withStatistics(ReleaseStatistics ofFormer, ReleaseStatistics ofNext) {
        return new Entry(step, place, former, next, Reports.statistics(report, ofFormer, ofNext));
    }

    Entry inPlace(long bundleId, Optional<Instant> watchedUntil) {
        return new Entry(step, place, former, next, Reports.inPlace(report, bundleId, watchedUntil));
    }
}
