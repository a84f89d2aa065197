package org.jackfield.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.TableView;
import org.jackfield.overlay.TableView.Bin;
import org.jackfield.overlay.Topology;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bzz:hive}. */
@Component(
        service = HiveCommand.class,
        property = {"osgi.command.scope=bzz", "osgi.command.function=hive"})
public final class HiveCommand {

    /** How many nodes of a bin a line has room for. */
    private static final int SHOWN = 4;

    private static final int DIGITS = 4;

    private static final Command HIVE = Command.of(
            "bzz:hive",
            "Draws Swarm's table: by bins the nodes that are connected, and those known besides.",
            List.of(),
            Command.JSON);

    private final Topology topology;

    @Activate
    public HiveCommand(@Reference Topology topology) {
        this.topology = topology;
    }

    @Descriptor("draws Swarm's table by bins")
    public void hive(@Descriptor("[--json] [--help]") String... words) throws Exception {
        HIVE.run(words, given -> {
            Optional<TableView> table = topology.table();
            if (given.json()) {
                return Json.pretty(table.stream().map(Drawn::of).toList());
            }
            return table.map(HiveCommand::text).orElse("this node is not in the overlay yet");
        });
    }

    private static String text(TableView view) {
        Table head = new Table()
                .row("overlay", view.owner())
                .row("depth", view.depth())
                .row("connected", view.connected())
                .row("known", view.known());
        if (view.bins().isEmpty()) {
            return head.toString();
        }
        Table bins = new Table("BIN", "NEIGHBOURS", "CONNECTED", "", "KNOWN BESIDES");
        view.bins()
                .forEach(bin -> bins.row(
                        bin.proximity(),
                        bin.proximity() >= view.depth() ? "yes" : "no",
                        bin.connected().size(),
                        some(bin.connected()),
                        bin.known().size(),
                        some(bin.known())));
        return head + "\n\n" + bins;
    }

    private static String some(List<Overlay> nodes) {
        Stream<String> more = nodes.size() > SHOWN ? Stream.of("...") : Stream.empty();
        return Stream.concat(nodes.stream().limit(SHOWN).map(HiveCommand::shortHex), more)
                .collect(Collectors.joining(" "));
    }

    private static String shortHex(Overlay node) {
        return node.toString().substring("0x".length(), "0x".length() + DIGITS);
    }

    /** As a script reads it. */
    private record Drawn(String overlay, int depth, int saturation, List<Row> bins) {

        static Drawn of(TableView view) {
            return new Drawn(
                    view.owner().toString(),
                    view.depth(),
                    view.saturation(),
                    view.bins().stream().map(Row::of).toList());
        }
    }

    /** @param known those not connected */
    private record Row(int bin, List<String> connected, List<String> known) {

        static Row of(Bin bin) {
            return new Row(bin.proximity(), texts(bin.connected()), texts(bin.known()));
        }

        private static List<String> texts(List<Overlay> nodes) {
            return nodes.stream().map(Overlay::toString).toList();
        }
    }
}
