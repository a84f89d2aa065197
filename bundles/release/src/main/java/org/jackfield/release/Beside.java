package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.Replacement.Outcome;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Canaries: second releases beside their bundles. To be called by whoever has the bundle's turn. */
record Beside(Workshop workshop) {

    private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

    private static final String SCHEME = "jackfield-canary:";

    /** Where the canary of a bundle is in the framework. */
    static String location(String bundle) {
        return SCHEME + bundle;
    }

    static boolean isCanary(Bundle bundle) {
        return bundle.getLocation().startsWith(SCHEME);
    }

    ReleaseReport install(Bundle bundle, Release next, double share) throws ReleaseException {
        int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
        Place place = new Place(location(bundle.getSymbolicName()), level, true, 0);
        Entry begun = workshop.entry(Step.INSTALLING, bundle, place, Optional.empty(), next, share);
        workshop.ledger().announce(begun);
        Optional<String> problem = start(bundle, begun, next, share);
        if (problem.isEmpty()) {
            return workshop.record(begun.begun(
                    Step.CANARY,
                    Phase.CANARY,
                    workshop.now(),
                    "installed beside, for " + percent(share) + " of the peers"));
        }
        remove(begun.bundle());
        return workshop.record(begun.settled(
                Phase.ROLLED_BACK, workshop.now(), next.version() + " cannot be started: " + problem.get()));
    }

    private Optional<String> start(Bundle bundle, Entry entry, Release next, double share) {
        try {
            Bundle canary = stand(entry.place(), next);
            // Nobody is given to it before it has shown that it starts.
            workshop.core().canary(canary.getBundleId(), 0);
            Optional<String> problem =
                    workshop.starting().start(canary, 0, new ServedProtocols(workshop.context()).of(bundle));
            if (problem.isEmpty()) {
                workshop.core().canary(canary.getBundleId(), share);
            }
            return problem;
        } catch (BundleException | IOException e) {
            return Optional.of(OneLine.of(e));
        }
    }

    /** Installs a canary, without starting it; finds it if it is there. */
    Bundle stand(Place place, Release next) throws BundleException, IOException {
        try (InputStream jar = workshop.jars().open(next)) {
            Bundle canary = workshop.context().installBundle(place.location(), jar);
            canary.adapt(BundleStartLevel.class).setStartLevel(place.startLevel());
            return canary;
        }
    }

    ReleaseReport promote(Bundle bundle, Entry canary, Duration watch) throws ReleaseException {
        Release next = canary.next().orElseThrow();
        if (!workshop.jars().intact(next)) {
            throw new ReleaseException("the jar of the canary of " + canary.bundle() + " is damaged or gone");
        }
        Release former = workshop.jars().copy(bundle);
        Entry begun = workshop.entry(Step.PROMOTING, bundle, Place.of(bundle), Optional.of(former), next, 1);
        workshop.ledger().announce(begun);
        Outcome outcome = workshop.replacement().put(bundle, next, former);
        return new InPlace(workshop).arrived(begun, bundle, outcome, watch);
    }

    ReleaseReport withdraw(Entry canary, String reason) {
        remove(canary.bundle());
        return workshop.record(canary.settled(Phase.ROLLED_BACK, workshop.now(), reason));
    }

    /** The sessions of a bundle's canary go over to the bundle. Does nothing where there is none. */
    void remove(String bundle) {
        workshop.at(location(bundle)).ifPresent(canary -> {
            try {
                canary.uninstall();
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("the canary of {} cannot be uninstalled: {}", bundle, OneLine.of(e));
            }
            // Not before: as an ordinary release it might serve everybody for a moment.
            workshop.core().endCanary(canary.getBundleId());
        });
    }

    private static String percent(double share) {
        return Math.round(1000 * share) / 10.0 + " %";
    }
}
