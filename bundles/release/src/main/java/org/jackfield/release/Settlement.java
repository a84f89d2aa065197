package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Place;
import org.jackfield.release.Entry.Step;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was under way when the node or this bundle went down. At the start of a node it runs before any protocol is
 * started. Of each bundle one release is left, or two where a canary stood.
 *
 * <p>The framework may have lost a bundle: killed in the middle of an update, Felix finds a revision without its
 * location, or half a bundle.info, and drops the bundle with all its revisions.
 */
final class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private static final String UNCONFIRMED = "its replacement was not yet confirmed when the node went down";

    private final Workshop workshop;
    private final boolean sameRun;
    private final List<ReleaseReport> settled = new ArrayList<>();

    /** @param sameRun whether the node has been up all the time, and only this bundle was away */
    Settlement(Workshop workshop, boolean sameRun) {
        this.workshop = workshop;
        this.sameRun = sameRun;
    }

    /** Returns what had to be decided. */
    List<ReleaseReport> settle() {
        for (Entry entry : workshop.ledger().entries()) {
            settle(entry);
        }
        removeStrays();
        return settled;
    }

    private void settle(Entry entry) {
        switch (entry.step()) {
            case REPLACING, PROMOTING -> undo(entry);
            case WATCHED -> {
                if (!sameRun) {
                    undo(entry);
                }
            }
            case INSTALLING -> {
                new Beside(workshop).remove(entry.bundle());
                record(entry.settled(Phase.ROLLED_BACK, workshop.now(), "its installation as a canary was cut short"));
            }
            case CANARY -> goOn(entry);
            case SETTLED -> {
                // The framework's cache has kept what is in place.
            }
        }
    }

    /** The next release was not confirmed: the former one has to be in place. */
    private void undo(Entry entry) {
        new Beside(workshop).remove(entry.bundle());
        Release former = entry.former().orElseThrow();
        Optional<Bundle> bundle = workshop.at(entry.place().location());
        if (bundle.isPresent() && isForeign(bundle.get(), entry)) {
            record(entry.settled(
                    Phase.CONFIRMED,
                    workshop.now(),
                    "somebody has updated the bundle while it was being replaced, to "
                            + bundle.get().getVersion() + ", which stays"));
            return;
        }
        try {
            Bundle restored = restore(bundle, entry.place(), former);
            record(entry.inPlace(restored.getBundleId(), entry.report().watchedUntil())
                    .at(Place.of(restored))
                    .settled(Phase.ROLLED_BACK, workshop.now(), UNCONFIRMED));
        } catch (BundleException | IOException e) {
            record(entry.settled(
                    Phase.BROKEN,
                    workshop.now(),
                    UNCONFIRMED + ", but " + former.version() + " cannot be put back: " + OneLine.of(e)));
        }
    }

    /** Neither the former nor the next release, in a bundle that the framework has not lost. */
    private boolean isForeign(Bundle bundle, Entry entry) {
        if (bundle.getBundleId() != entry.report().bundleId()) {
            return false;
        }
        return digest(bundle)
                .filter(present -> !isOf(present, entry.former()) && !isOf(present, entry.next()))
                .isPresent();
    }

    private Bundle restore(Optional<Bundle> bundle, Place place, Release former) throws BundleException, IOException {
        if (bundle.isEmpty()) {
            return reinstall(place, former);
        }
        if (!digest(bundle.get()).equals(Optional.of(former.digest()))) {
            update(bundle.get(), former);
        } else if (sameRun) {
            bundle.get().start(Bundle.START_TRANSIENT);
        }
        return bundle.get();
    }

    private void update(Bundle bundle, Release former) throws BundleException, IOException {
        if (sameRun) {
            Optional<String> problem = workshop.starting().replace(bundle, former, Bundle.START_TRANSIENT, Set.of());
            if (problem.isPresent()) {
                throw new BundleException(problem.get());
            }
        } else {
            requireIntact(former);
            try (InputStream jar = workshop.jars().open(former)) {
                bundle.update(jar);
            }
        }
    }

    private Bundle reinstall(Place place, Release release) throws BundleException, IOException {
        requireIntact(release);
        try (InputStream jar = workshop.jars().open(release)) {
            Bundle bundle = workshop.context().installBundle(place.location(), jar);
            bundle.adapt(BundleStartLevel.class).setStartLevel(place.startLevel());
            if (place.autostart()) {
                bundle.start();
            }
            return bundle;
        }
    }

    private void requireIntact(Release release) throws IOException {
        if (!workshop.jars().intact(release)) {
            throw new IOException("its kept jar is damaged or gone");
        }
    }

    /** A canary goes on, with the share it had. */
    private void goOn(Entry entry) {
        double share = entry.report().share();
        try {
            Optional<Bundle> known = workshop.at(entry.place().location());
            if (known.isPresent()) {
                workshop.core().canary(known.get().getBundleId(), share);
            } else {
                Release release = entry.next().orElseThrow();
                requireIntact(release);
                Bundle canary = new Beside(workshop).stand(entry.bundle(), release);
                workshop.core().canary(canary.getBundleId(), share);
                canary.start();
            }
        } catch (BundleException | IOException e) {
            new Beside(workshop).remove(entry.bundle());
            record(entry.settled(
                    Phase.ROLLED_BACK, workshop.now(), "the framework has lost the canary, and " + OneLine.of(e)));
        }
    }

    /** Canaries that no entry tells of would serve as ordinary releases. */
    private void removeStrays() {
        for (Bundle bundle : workshop.context().getBundles()) {
            if (Beside.isCanary(bundle) && !isKnownCanary(bundle.getSymbolicName())) {
                LOG.warn("a canary of {} that the journal does not tell of is removed", bundle.getSymbolicName());
                new Beside(workshop).remove(bundle.getSymbolicName());
            }
        }
    }

    private boolean isKnownCanary(String name) {
        return workshop.ledger()
                .entry(name)
                .filter(entry -> entry.step() == Step.CANARY)
                .isPresent();
    }

    private void record(Entry entry) {
        settled.add(workshop.record(entry));
    }

    private static boolean isOf(String digest, Optional<Release> release) {
        return release.filter(known -> known.digest().equals(digest)).isPresent();
    }

    /** Empty if the bundle cannot be read. */
    private static Optional<String> digest(Bundle bundle) {
        try {
            return Optional.of(ContentDigest.of(new BundleContents(bundle)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
