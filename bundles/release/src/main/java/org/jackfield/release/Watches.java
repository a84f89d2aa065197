package org.jackfield.release;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.Ledger.Turn;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the releases that may have to go, and lets them go or stay. */
final class Watches {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Workshop workshop;
    // What a bundle had done when its canary was first looked at.
    private final Map<String, ReleaseStatistics> beforeCanary = new ConcurrentHashMap<>();

    Watches(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Looks at all of them, once. On the thread that does nothing else. */
    void look() {
        for (Entry entry : workshop.ledger().entries()) {
            try {
                decide(entry).ifPresent(decision -> carryOut(entry, decision));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("the watch of {} failed: {}", entry.bundle(), e.toString());
            }
        }
    }

    /** With the figures of now, if its releases are compared. */
    Entry live(Entry entry) {
        if (entry.step() == Step.WATCHED) {
            return entry.withStatistics(
                    entry.report().formerStatistics(), statistics(entry.report().bundleId()));
        }
        if (entry.step() == Step.CANARY) {
            ReleaseStatistics canary = workshop.at(entry.place().location())
                    .map(bundle -> statistics(bundle.getBundleId()))
                    .orElse(ReleaseStatistics.NONE);
            return entry.withStatistics(statistics(entry.report().bundleId()), canary);
        }
        return entry;
    }

    private Optional<Decision> decide(Entry entry) {
        if (entry.step() == Step.CANARY) {
            return onCanary(live(entry));
        }
        beforeCanary.remove(entry.bundle());
        return entry.step() == Step.WATCHED ? onReplaced(live(entry)) : Optional.empty();
    }

    private Optional<Decision> onReplaced(Entry entry) {
        Optional<Bundle> bundle = workshop.at(entry.place().location());
        if (bundle.isEmpty()) {
            return confirm(entry, "somebody has uninstalled the bundle, the watch ends");
        }
        if (bundle.get().getLastModified() != entry.place().modified()) {
            return confirm(
                    entry,
                    "somebody has updated the bundle (" + bundle.get().getVersion() + " by now), the watch ends");
        }
        Optional<String> verdict =
                Verdict.on(entry.report().nextStatistics(), entry.report().formerStatistics());
        if (verdict.isPresent()) {
            return Optional.of(() -> goBack(bundle.get(), entry, verdict.get()));
        }
        Instant until = entry.report().watchedUntil().orElse(Instant.EPOCH);
        return workshop.now().isBefore(until)
                ? Optional.empty()
                : confirm(entry, "no worse than the release before it");
    }

    private Optional<Decision> confirm(Entry entry, String reason) {
        return Optional.of(() -> workshop.record(entry.settled(Phase.CONFIRMED, workshop.now(), reason)));
    }

    private void goBack(Bundle bundle, Entry entry, String reason) throws ReleaseException {
        InPlace inPlace = new InPlace(workshop);
        Release kept;
        try {
            kept = inPlace.kept(entry);
        } catch (ReleaseException e) {
            workshop.record(entry.settled(
                    Phase.CONFIRMED,
                    workshop.now(),
                    "it stays, as " + e.getMessage() + " (wanted because: " + reason + ")"));
            return;
        }
        inPlace.goBack(bundle, entry, kept, reason);
    }

    private Optional<Decision> onCanary(Entry entry) {
        if (workshop.context().getBundle(entry.report().bundleId()) == null) {
            return withdraw(entry, "somebody has uninstalled the bundle that it stood beside");
        }
        if (workshop.at(entry.place().location()).isEmpty()) {
            return withdraw(entry, "somebody has uninstalled it");
        }
        ReleaseStatistics former = entry.report().formerStatistics();
        ReleaseStatistics before = beforeCanary.computeIfAbsent(entry.bundle(), bundle -> former);
        return Verdict.on(entry.report().nextStatistics(), Figures.since(before, former))
                .flatMap(verdict -> withdraw(entry, verdict));
    }

    private Optional<Decision> withdraw(Entry entry, String reason) {
        return Optional.of(() -> new Beside(workshop).withdraw(entry, reason));
    }

    /** Unless somebody else does something to the bundle, or has since it was looked at. */
    private void carryOut(Entry seen, Decision decision) {
        try {
            Turn turn = workshop.ledger().turn(seen.bundle());
            try {
                if (workshop.ledger().entry(seen.bundle()).equals(Optional.of(seen))) {
                    decision.carryOut();
                }
            } finally {
                turn.close();
            }
        } catch (ReleaseException busy) {
            LOG.debug("{} is looked at again: {}", seen.bundle(), busy.getMessage());
        }
    }

    private ReleaseStatistics statistics(long bundleId) {
        return workshop.core().statistics(bundleId);
    }

    private interface Decision {
        void carryOut() throws ReleaseException;
    }
}
