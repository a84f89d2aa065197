package org.jackfield.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.Swap;
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

    private final ProtocolRegistry registry;

    @Activate
    public ProtocolsCommand(@Reference ProtocolRegistry registry) {
        this.registry = registry;
    }

    @Descriptor("lists the protocols installed and the bundles they are from")
    public void protocols(@Descriptor("[--json] [--help]") String... words) throws Exception {
        PROTOCOLS.run(words, given -> {
            List<Row> rows = registry.registered().stream().map(Row::of).toList();
            return given.json() ? Json.pretty(rows) : text(rows);
        });
    }

    private record Row(
            String capability,
            String state,
            int messageCount,
            int sessions,
            int parked,
            int ranking,
            String bundle,
            String bundleVersion,
            long bundleId,
            LastSwap lastSwap) {

        static Row of(RegisteredProtocol protocol) {
            return new Row(
                    protocol.capability().toString(),
                    protocol.state(),
                    protocol.messageCount(),
                    protocol.sessions(),
                    protocol.parked(),
                    protocol.ranking(),
                    protocol.bundle(),
                    protocol.bundleVersion(),
                    protocol.bundleId(),
                    protocol.lastSwap().map(LastSwap::of).orElse(null));
        }

        String lastSwapText() {
            return lastSwap == null ? "-" : lastSwap.text();
        }
    }

    private record LastSwap(String at, int sessions, double longestPauseMillis) {

        static LastSwap of(Swap swap) {
            return new LastSwap(
                    swap.at().toString(), swap.sessions(), swap.longestPause().toNanos() / 1e6);
        }

        /** {@code 12 in 14 ms, 3m 5s ago}. */
        String text() {
            Duration ago = Duration.between(Instant.parse(at), Instant.now());
            Duration pause = Duration.ofNanos((long) (longestPauseMillis * 1e6));
            return sessions + " in " + Units.duration(pause) + ", " + Units.duration(ago) + " ago";
        }
    }

    private static String text(List<Row> rows) {
        if (rows.isEmpty()) {
            return "no protocols installed";
        }
        Table table =
                new Table("PROTOCOL", "STATE", "SESSIONS", "CODES", "RANKING", "ID", "BUNDLE", "RELEASE", "LAST SWAP");
        for (Row row : rows) {
            table.row(
                    row.capability(),
                    row.state(),
                    row.sessions(),
                    row.messageCount(),
                    row.ranking(),
                    row.bundleId(),
                    row.bundle(),
                    row.bundleVersion(),
                    row.lastSwapText());
        }
        return table.toString();
    }
}
