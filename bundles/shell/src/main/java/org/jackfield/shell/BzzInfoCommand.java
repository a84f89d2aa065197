package org.jackfield.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.Readiness;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Capacity;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.StoreStatus;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.chunks.Tags;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.TableView;
import org.jackfield.overlay.Topology;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code bzz:info}. */
@Component(
        service = BzzInfoCommand.class,
        property = {"osgi.command.scope=bzz", "osgi.command.function=info"})
public final class BzzInfoCommand {

    /** What the gateway is ready as. */
    private static final String GATEWAY = "bzz";

    private static final Command INFO = Command.of(
            "bzz:info",
            "Tells where this node stands in swarm, what it stores, and how far its uploads are.",
            List.of(),
            Command.JSON);

    private final Topology topology;
    private final ProtocolRegistry registry;
    private final ChunkStore store;
    private final Tags tags;
    private final List<Readiness> parts;

    /**
     * @param parts what the node has opened, the gateway perhaps among it
     */
    @Activate
    public BzzInfoCommand(
            @Reference Topology topology,
            @Reference ProtocolRegistry registry,
            @Reference ChunkStore store,
            @Reference Tags tags,
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Readiness> parts) {
        this.topology = topology;
        this.registry = registry;
        this.store = store;
        this.tags = tags;
        this.parts = parts;
    }

    @Descriptor("tells where this node stands in swarm, what it stores, how far its uploads are")
    public void info(@Descriptor("[--json] [--help]") String... words) throws Exception {
        INFO.run(words, given -> given.json() ? Json.pretty(node()) : text(node()));
    }

    /**
     * @param overlay empty before there is a core
     * @param protocol what the handshake's protocol tells of this node; nothing while there is none
     * @param gateway where content is served over HTTP, empty if nowhere
     * @param uploads those that are not where they belong yet
     */
    private record Node(
            String overlay,
            Map<String, Object> protocol,
            int depth,
            int connected,
            int known,
            Store store,
            String gateway,
            List<Upload> uploads) {}

    /**
     * @param arrived by bins, how many chunks have ever come
     */
    private record Store(
            long chunks, long bytes, long collectable, long collectableBytes, long capacity, List<Long> arrived) {

        static Store of(ChunkStore store) {
            StoreStatus status = store.status();
            Capacity capacity = store.capacity();
            List<Long> arrived = IntStream.rangeClosed(0, Address.MAX_BIN)
                    .mapToObj(store::lastId)
                    .toList();
            return new Store(
                    status.chunks(),
                    status.bytes(),
                    status.collectable(),
                    status.collectableBytes(),
                    capacity.chunks(),
                    arrived);
        }
    }

    /** @param total 0 while it is being read */
    private record Upload(String tag, String name, String started, long total, long seen, long sent, long synced) {

        static Upload of(Tag tag) {
            return new Upload(
                    Integer.toUnsignedString(tag.uid()),
                    tag.name(),
                    tag.started().toString(),
                    tag.root().isPresent() ? tag.total() : 0,
                    tag.count(TagState.SEEN),
                    tag.count(TagState.SENT),
                    tag.count(TagState.SYNCED));
        }
    }

    private Node node() {
        Optional<TableView> table = topology.table();
        return new Node(
                table.map(TableView::owner).map(Overlay::toString).orElse(""),
                registry.nodeInfo().getOrDefault("bzz", Map.of()),
                table.map(TableView::depth).orElse(0),
                table.map(TableView::connected).orElse(0),
                table.map(TableView::known).orElse(0),
                Store.of(store),
                parts.stream()
                        .filter(part -> part.name().equals(GATEWAY))
                        .map(Readiness::text)
                        .findFirst()
                        .orElse(""),
                tags.all().stream()
                        .filter(BzzInfoCommand::isUnderWay)
                        .map(Upload::of)
                        .toList());
    }

    /** An anonymous one is left for peers to pull: nobody tells when that is done. */
    private static boolean isUnderWay(Tag tag) {
        return tag.root().isEmpty() || !tag.isAnonymous() && !tag.isDone(TagState.SYNCED);
    }

    private static String text(Node node) {
        Store store = node.store();
        Table table = new Table()
                .row("overlay", node.overlay().isEmpty() ? "not there yet" : node.overlay())
                .row("network", String.valueOf(node.protocol().getOrDefault("network", "-")))
                .row("serves", role(node.protocol()))
                .row("depth", node.depth())
                .row("peers", node.connected() + " connected, " + node.known() + " known")
                .row(
                        "store",
                        store.chunks() + " chunks, " + Units.bytes(store.bytes()) + "; " + store.collectable() + " of "
                                + store.capacity() + " that may go")
                .row("came in", bins(store.arrived()))
                .row("gateway", node.gateway().isEmpty() ? "no" : node.gateway());
        return table + "\n\n" + uploads(node.uploads());
    }

    private static String role(Map<String, Object> protocol) {
        if (!protocol.containsKey("light")) {
            return "-";
        }
        return Boolean.TRUE.equals(protocol.get("light")) ? "no, light" : "yes, full";
    }

    private static String bins(List<Long> arrived) {
        String bins = IntStream.range(0, arrived.size())
                .filter(bin -> arrived.get(bin) > 0)
                .mapToObj(bin -> bin + ": " + arrived.get(bin))
                .collect(Collectors.joining(", "));
        return bins.isEmpty() ? "nothing" : "by bins " + bins;
    }

    private static String uploads(List<Upload> uploads) {
        if (uploads.isEmpty()) {
            return "no uploads under way";
        }
        Table table = new Table("TAG", "NAME", "STARTED", "CHUNKS", "SEEN", "SENT", "SYNCED");
        uploads.forEach(upload -> table.row(
                upload.tag(),
                upload.name(),
                upload.started(),
                upload.total(),
                upload.seen(),
                upload.sent(),
                upload.synced()));
        return table.toString();
    }
}
