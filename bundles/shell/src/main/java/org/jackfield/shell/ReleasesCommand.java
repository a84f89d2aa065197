package org.jackfield.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.release.Readout;
import org.jackfield.api.release.ReleaseException;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code p2p:swap}, {@code promote}, {@code rollback}, {@code releases}: which release of a bundle is in place. */
@Component(
        service = ReleasesCommand.class,
        property = {
            "osgi.command.scope=p2p",
            "osgi.command.function=swap",
            "osgi.command.function=promote",
            "osgi.command.function=rollback",
            "osgi.command.function=releases"
        })
public final class ReleasesCommand {

    private static final Duration WATCH_TIME = Duration.ofSeconds(60);
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    private static final String NAME = "NAME";
    private static final String TARGET = "NAME is that of a protocol or of a bundle, or a bundle's id.";
    private static final Command.Option CANARY =
            new Command.Option("--canary", "10%", "only for this share of the peers, beside the release there is");
    private static final Command.Option WATCH = new Command.Option(
            "--watch",
            WATCH_TIME.toSeconds() + "s",
            "how long the former release may come back by itself; of a canary, how long to --wait");
    private static final Command.Option WAIT =
            new Command.Option("--wait", "", "stay until the watch is over, or a key is pressed; fail if it fails");
    private static final Command SWAP = Command.of(
            "p2p:swap",
            "Replaces a protocol's bundle by the release in a jar, on live links, and watches how it does.\n" + TARGET,
            List.of(NAME, "FILE"),
            CANARY,
            WATCH,
            WAIT,
            Command.JSON);
    private static final Command PROMOTE = Command.of(
            "p2p:promote",
            "Gives a canary all peers, and watches how it does.\n" + TARGET,
            List.of(NAME),
            WATCH,
            WAIT,
            Command.JSON);
    private static final Command ROLLBACK = Command.of(
            "p2p:rollback",
            "Removes a canary or, without one, puts the release before back.\n" + TARGET,
            List.of(NAME),
            Command.JSON);
    private static final Command RELEASES = Command.of(
            "p2p:releases", "Tells what was done to bundles, and how their releases do.", List.of(), Command.JSON);

    private final Releases releases;
    private final ProtocolRegistry registry;

    @Activate
    public ReleasesCommand(@Reference Releases releases, @Reference ProtocolRegistry registry) {
        this.releases = releases;
        this.registry = registry;
    }

    /** What is done to a bundle. */
    @FunctionalInterface
    private interface Order {

        ReleaseReport carryOut() throws ReleaseException;
    }

    @Descriptor("replaces a protocol's bundle on live links")
    public void swap(
            CommandSession session,
            @Descriptor("NAME FILE [--canary 10%] [--watch 60s] [--wait] [--json] [--help]") String... words)
            throws Exception {
        SWAP.run(words, given -> {
            String name = given.words().get(0);
            Path jar = FileName.existing(session, given.words().get(1));
            Duration watch = watch(given);
            Optional<Double> share = share(given);
            if (share.isPresent() && given.has(WATCH) && !given.has(WAIT)) {
                throw new CommandException("a canary is watched as long as it stands; with it, --watch needs --wait");
            }
            return advance(
                    session,
                    given,
                    () -> share.isPresent()
                            ? releases.canary(name, jar, share.get())
                            : releases.swap(name, jar, watch));
        });
    }

    @Descriptor("gives a canary all peers")
    public void promote(
            CommandSession session, @Descriptor("NAME [--watch 60s] [--wait] [--json] [--help]") String... words)
            throws Exception {
        PROMOTE.run(words, given -> {
            Duration watch = watch(given);
            return advance(session, given, () -> releases.promote(given.words().get(0), watch));
        });
    }

    @Descriptor("removes a canary, or puts the release before back")
    public void rollback(@Descriptor("NAME [--json] [--help]") String... words) throws Exception {
        ROLLBACK.run(words, given -> {
            Instant begun = Instant.now();
            ReleaseReport report =
                    carryOut(() -> releases.rollback(given.words().get(0)));
            if (report.phase() == Phase.BROKEN) {
                throw new CommandException(ReleaseText.failure(report));
            }
            Takeover takeover = takeover(report, begun);
            return given.json()
                    ? json(report, takeover)
                    : report.bundle() + ' ' + report.former() + " is back, " + report.next() + " is gone: " + takeover;
        });
    }

    @Descriptor("tells what was done to bundles, and how their releases do")
    public void releases(@Descriptor("[--json] [--help]") String... words) throws Exception {
        RELEASES.run(words, given -> {
            List<ReleaseReport> reports = releases.reports();
            if (given.json()) {
                return Json.pretty(reports.stream().map(Readout::of).toList());
            }
            Instant now = Instant.now();
            return reports.isEmpty()
                    ? "nothing was done to a bundle yet"
                    : String.join(
                            "\n",
                            reports.stream()
                                    .map(report -> ReleaseText.table(report, now))
                                    .toList());
        });
    }

    /** Carries out what puts a new release in place, and sees how it does if that is asked for. */
    private String advance(CommandSession session, Command.Given given, Order order)
            throws CommandException, InterruptedException {
        Instant begun = Instant.now();
        ReleaseReport report = carryOut(order);
        if (hasFailed(report)) {
            throw new CommandException(ReleaseText.failure(report));
        }
        Takeover takeover = takeover(report, begun);
        if (!given.has(WAIT) || report.phase() == Phase.CONFIRMED) {
            return given.json() ? json(report, takeover) : ReleaseText.outcome(report, takeover);
        }
        if (!given.json()) {
            Command.out().println(ReleaseText.outcome(report, takeover));
        }
        ReleaseReport last;
        try (PersonWatch person = PersonWatch.in(session)) {
            last = new ReleaseVigil(releases, report, watch(given)).keep(new Vigil(person, given.json()));
        }
        if (hasFailed(last)) {
            throw new CommandException(ReleaseText.failure(last));
        }
        return given.json() ? json(last, takeover) : ReleaseText.standing(last, Instant.now());
    }

    /** Waits a moment for sessions that are still on their way from one release to the other. */
    private Takeover takeover(ReleaseReport report, Instant begun) throws InterruptedException {
        Instant end = Instant.now().plus(ON_THE_WAY);
        return new Vigil(PersonWatch.ofNobody(), true)
                .keep(
                        () -> Takeover.of(registry.registered(), report.bundleId(), begun),
                        takeover -> takeover.parked() == 0 || Instant.now().isAfter(end),
                        Takeover::toString);
    }

    private static ReleaseReport carryOut(Order order) throws CommandException {
        try {
            return order.carryOut();
        } catch (ReleaseException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static boolean hasFailed(ReleaseReport report) {
        return report.phase() == Phase.ROLLED_BACK || report.phase() == Phase.BROKEN;
    }

    private static Duration watch(Command.Given given) throws CommandException {
        return given.has(WATCH) ? Units.parseDuration(given.value(WATCH).orElseThrow()) : WATCH_TIME;
    }

    private static Optional<Double> share(Command.Given given) throws CommandException {
        if (!given.has(CANARY)) {
            return Optional.empty();
        }
        double share = Units.parseShare(given.value(CANARY).orElseThrow());
        if (share == 0 || share == 1) {
            throw new CommandException("a canary has more than 0% and less than 100% of the peers");
        }
        return Optional.of(share);
    }

    private static String json(ReleaseReport report, Takeover takeover) throws CommandException {
        Map<String, Object> fields = Readout.of(report);
        fields.put("sessions", takeover.sessions());
        fields.put("longestPauseMillis", takeover.longestPause().toNanos() / 1e6);
        return Json.pretty(fields);
    }
}
