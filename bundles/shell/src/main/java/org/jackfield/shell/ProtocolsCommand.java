package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.Swap;
import org.jackfield.api.release.Readout;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code p2p:protocols}: what is plugged in. */
@Component(
        service = ProtocolsCommand.class,
        property = {"osgi.command.scope=p2p", "osgi.command.function=protocols"})
public final class ProtocolsCommand {

    private static final Command PROTOCOLS = Command.of(
            "p2p:protocols", "Lists the protocols installed and the bundles they are from.", List.of(), Command.JSON);

    private static final Duration SHORTEST_SHOWN = Duration.ofNanos(10_000);

    private final ProtocolRegistry registry;

    @Activate
    public ProtocolsCommand(@Reference ProtocolRegistry registry) {
        this.registry = registry;
    }

    @Descriptor("lists the protocols installed and the bundles they are from")
    public void protocols(@Descriptor("[--json] [--help]") String... words) throws Exception {
        PROTOCOLS.run(words, given -> {
            List<RegisteredProtocol> protocols = registry.registered();
            return given.json()
                    ? Json.pretty(protocols.stream().map(Readout::of).toList())
                    : text(protocols);
        });
    }

    private static String text(List<RegisteredProtocol> protocols) {
        if (protocols.isEmpty()) {
            return "no protocols installed";
        }
        Table table = new Table(
                "PROTOCOL", "STATE", "SESSIONS", "ERRORS", "P99", "RANK", "ID", "BUNDLE", "RELEASE", "LAST SWAP");
        for (RegisteredProtocol protocol : protocols) {
            table.row(
                    protocol.capability(),
                    protocol.state(),
                    protocol.sessions(),
                    protocol.statistics().failures(),
                    handlingTime(protocol.statistics()),
                    protocol.ranking(),
                    protocol.bundleId(),
                    protocol.bundle(),
                    protocol.bundleVersion(),
                    protocol.lastSwap().map(ProtocolsCommand::text).orElse("-"));
        }
        return table.toString();
    }

    /** What the column P99 says of a release, here and in {@code p2p:releases}. */
    static String handlingTime(ReleaseStatistics statistics) {
        Duration time = statistics.handlingP99();
        if (time.isZero()) {
            return "-";
        }
        return time.compareTo(SHORTEST_SHOWN) < 0 ? "<" + Units.duration(SHORTEST_SHOWN) : Units.duration(time);
    }

    /** {@code 12 in 14 ms, 3m 5s ago}. */
    private static String text(Swap swap) {
        return swap.sessions() + " in " + Units.duration(swap.longestPause()) + ", "
                + Units.duration(Duration.between(swap.at(), Instant.now())) + " ago";
    }
}
