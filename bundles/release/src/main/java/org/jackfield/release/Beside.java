package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.Capability;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.Replacement.Outcome;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;
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
        Place place = new Place(location(bundle.getSymbolicName()), startLevel(), true, 0);
        Entry begun = workshop.entry(Step.INSTALLING, bundle, place, Optional.empty(), next, share);
        workshop.ledger().announce(begun);
        Set<Capability> served = new ServedProtocols(workshop.context()).of(bundle);
        Optional<String> problem = start(begun.bundle(), next, 0, served);
        if (problem.isEmpty()) {
            workshop.at(place.location()).ifPresent(canary -> workshop.core().canary(canary.getBundleId(), share));
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

    /**
     * Installs a bundle's canary and starts it. Nobody is given to it yet.
     *
     * @param options of {@link Bundle#start(int)}
     * @param served by the bundle: one of these has to come
     * @return why it does not run
     */
    Optional<String> start(String bundle, Release next, int options, Set<Capability> served) {
        try {
            Bundle canary = stand(bundle, next);
            workshop.core().canary(canary.getBundleId(), 0);
            return workshop.starting().start(canary, options, served);
        } catch (BundleException | IOException | IllegalStateException e) {
            return Optional.of(OneLine.of(e));
        }
    }

    /**
     * Installs a bundle's canary, without starting it; finds it if it is there. It stays at the start level that the
     * framework gives new bundles: to be given another takes the framework its time, and the canary may be gone by then.
     */
    Bundle stand(String bundle, Release next) throws BundleException, IOException {
        try (InputStream jar = workshop.jars().open(next)) {
            return workshop.context().installBundle(location(bundle), jar);
        }
    }

    private int startLevel() {
        Bundle framework = workshop.context().getBundle(0);
        return framework.adapt(FrameworkStartLevel.class).getInitialBundleStartLevel();
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
