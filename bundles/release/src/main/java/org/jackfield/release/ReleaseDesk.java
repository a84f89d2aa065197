package org.jackfield.release;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.Readiness;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.ReleaseShares;
import org.jackfield.api.release.Releases;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.Ledger.Turn;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Where an operator's wishes come in. Comes up before the protocols, and the core after them. */
@Component(service = Releases.class, immediate = true)
public final class ReleaseDesk implements Releases {

    /** A bad release is noticed within a second. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** Longer than sessions may take to leave and a release to register. */
    private static final long LAST_TURNS_MILLIS = 15_000;

    private static final Duration LONGEST_WATCH = Duration.ofDays(30);

    private final Workshop workshop;
    private final Watches watches;
    private final ScheduledThreadPoolExecutor watchman;

    @Activate
    public ReleaseDesk(BundleContext context) {
        Path folder = context.getDataFile("").toPath();
        JarStore jars = new JarStore(folder.resolve("jars"));
        Ledger ledger = new Ledger(
                new Journal(folder.resolve("journal")),
                jars,
                String.valueOf(context.getProperty(Constants.FRAMEWORK_UUID)));
        workshop = new Workshop(context, jars, ledger, new Core(), new News(), Clock.systemUTC());
        watches = new Watches(workshop);
        watchman = new ScheduledThreadPoolExecutor(1, ReleaseDesk::watchmansThread);
    }

    /** Not a child of the thread that happens to start this bundle: nothing of it is inherited. */
    private static Thread watchmansThread(Runnable task) {
        Thread thread = new Thread(null, task, "jackfield-release", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    @Activate
    void settle() {
        boolean sameRun = workshop.ledger().load();
        List<ReleaseReport> settled = new Settlement(workshop, sameRun).settle();
        if (!settled.isEmpty()) {
            // The launcher shows it at start.
            Readiness told = Readiness.of(
                    "releases", () -> settled.stream().map(News::line).collect(Collectors.joining("; ")));
            workshop.context().registerService(Readiness.class, told, null);
        }
        watchman.scheduleWithFixedDelay(
                watches::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        workshop.ledger().close(LAST_TURNS_MILLIS);
        watchman.shutdownNow();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindShares(ReleaseShares shares) {
        workshop.core().plugIn(shares);
    }

    void unbindShares(ReleaseShares shares) {
        workshop.core().unplug(shares);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRegistry(ProtocolRegistry registry) {
        workshop.core().plugIn(registry);
    }

    void unbindRegistry(ProtocolRegistry registry) {
        workshop.core().unplug(registry);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ReleaseListener listener) {
        workshop.news().add(listener);
    }

    void unbindListener(ReleaseListener listener) {
        workshop.news().remove(listener);
    }

    @Override
    public ReleaseReport swap(String target, Path jar, Duration watch) throws ReleaseException {
        requireWatch(watch);
        return inTurn(target, bundle -> {
            requireIdle(bundle);
            return new InPlace(workshop).swap(bundle, releaseOf(bundle, jar), watch);
        });
    }

    @Override
    public ReleaseReport canary(String target, Path jar, double share) throws ReleaseException {
        if (!(share > 0 && share < 1)) {
            throw new ReleaseException("a canary takes a share above 0 and below 1, not " + share);
        }
        return inTurn(target, bundle -> {
            requireIdle(bundle);
            Release next = releaseOf(bundle, jar);
            if (next.version().equals(bundle.getVersion().toString())) {
                throw new ReleaseException("a canary has another version than the bundle, both have " + next.version());
            }
            return new Beside(workshop).install(bundle, next, share);
        });
    }

    @Override
    public ReleaseReport promote(String target, Duration watch) throws ReleaseException {
        requireWatch(watch);
        return inTurn(target, bundle -> {
            Entry canary = entry(bundle)
                    .filter(entry -> entry.step() == Step.CANARY)
                    .orElseThrow(() -> new ReleaseException("there is no canary of " + bundle.getSymbolicName()));
            return new Beside(workshop).promote(bundle, canary, watch);
        });
    }

    @Override
    public ReleaseReport rollback(String target) throws ReleaseException {
        return inTurn(target, bundle -> {
            Entry entry = entry(bundle)
                    .map(watches::live)
                    .orElseThrow(() -> new ReleaseException(
                            "nothing was done to " + bundle.getSymbolicName() + " that can be undone"));
            if (entry.step() == Step.CANARY) {
                return new Beside(workshop).withdraw(entry, "as was asked for");
            }
            InPlace inPlace = new InPlace(workshop);
            ReleaseReport report = inPlace.goBack(bundle, entry, inPlace.kept(entry), "as was asked for");
            if (report.phase() == Phase.CONFIRMED) {
                throw new ReleaseException(report.next() + " stays: " + report.reason());
            }
            return report;
        });
    }

    @Override
    public List<ReleaseReport> reports() {
        return workshop.ledger().entries().stream()
                .map(watches::live)
                .map(Entry::report)
                .toList();
    }

    private ReleaseReport inTurn(String text, Doing doing) throws ReleaseException {
        try {
            if (workshop.context().getBundle(0).getState() != Bundle.ACTIVE) {
                throw new ReleaseException("the node is not up");
            }
            Bundle bundle = new Targets(workshop).find(text);
            Turn turn = workshop.ledger().turn(bundle.getSymbolicName());
            try {
                return doing.to(bundle);
            } finally {
                turn.close();
            }
        } catch (IllegalStateException e) {
            // A bundle has gone meanwhile, or this one; the journal knows how far it came.
            throw new ReleaseException("cut short: " + OneLine.of(e), e);
        }
    }

    private void requireIdle(Bundle bundle) throws ReleaseException {
        Optional<Entry> entry = entry(bundle);
        if (entry.filter(known -> known.step() == Step.CANARY).isPresent()) {
            throw new ReleaseException(
                    "there is a canary of " + bundle.getSymbolicName() + ", promote it or roll it back first");
        }
        if (entry.filter(known -> known.step() == Step.WATCHED).isPresent()) {
            throw new ReleaseException(entry.get().report().next() + " of " + bundle.getSymbolicName()
                    + " is watched until " + entry.get().report().watchedUntil().orElseThrow()
                    + ", wait or roll it back first");
        }
    }

    private Release releaseOf(Bundle bundle, Path jar) throws ReleaseException {
        Release release = workshop.jars().take(jar);
        if (!release.bundle().equals(bundle.getSymbolicName())) {
            throw new ReleaseException(
                    jar + " is a release of " + release.bundle() + ", not of " + bundle.getSymbolicName());
        }
        return release;
    }

    private Optional<Entry> entry(Bundle bundle) {
        return workshop.ledger().entry(bundle.getSymbolicName());
    }

    private static void requireWatch(Duration watch) throws ReleaseException {
        if (watch.isNegative() || watch.compareTo(LONGEST_WATCH) > 0) {
            throw new ReleaseException("a watch takes 0 to " + LONGEST_WATCH.toDays() + " days, not " + watch);
        }
    }

    private interface Doing {
        ReleaseReport to(Bundle bundle) throws ReleaseException;
    }
}
