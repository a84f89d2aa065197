package org.jackfield.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code p2p:info}: this node. */
@Component(
        service = InfoCommand.class,
        property = {"osgi.command.scope=p2p", "osgi.command.function=info"})
public final class InfoCommand {

    private static final Command INFO =
            Command.of("p2p:info", "Tells who this node is and what it offers.", List.of(), Command.JSON);

    private final PeerDirectory directory;
    private final ProtocolRegistry registry;

    @Activate
    public InfoCommand(@Reference PeerDirectory directory, @Reference ProtocolRegistry registry) {
        this.directory = directory;
        this.registry = registry;
    }

    @Descriptor("tells who this node is and what it offers")
    public void info(@Descriptor("[--json] [--help]") String... words) throws Exception {
        INFO.run(words, given -> given.json() ? Json.pretty(node()) : text(node()));
    }

    /**
     * @param protocols what the next connection is offered
     * @param info what the protocols tell of this node, by name
     */
    private record Node(
            String client,
            String enode,
            String id,
            boolean listening,
            String address,
            int peers,
            int maxPeers,
            List<String> protocols,
            Map<String, Map<String, Object>> info) {}

    private Node node() {
        Enode self = directory.self();
        return new Node(
                directory.clientId(),
                self.toString(),
                self.id().toString(),
                directory.listening(),
                Addresses.text(self.host(), self.port()),
                directory.peers().size(),
                directory.maxPeers(),
                registry.offered().stream().map(Capability::toString).toList(),
                registry.nodeInfo());
    }

    private static String text(Node node) {
        Table table = new Table()
                .row("client", node.client())
                .row("enode", node.enode())
                .row("listening", node.listening() ? node.address() : "no")
                .row("peers", node.peers() + " of " + node.maxPeers())
                .row("protocols", node.protocols().isEmpty() ? "none" : String.join(" ", node.protocols()));
        node.info().forEach((name, info) -> {
            if (!info.isEmpty()) {
                table.row(name, scalars(info));
            }
        });
        return table.toString();
    }

    /** Names and values, without what has a structure of its own: that is for --json. */
    private static String scalars(Map<String, Object> info) {
        return info.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Map) && !(entry.getValue() instanceof List))
                .map(entry -> entry.getKey() + ' ' + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
