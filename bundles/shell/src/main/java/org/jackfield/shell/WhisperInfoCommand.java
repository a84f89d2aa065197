package org.jackfield.shell;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.PoolSettings;
import org.jackfield.envelopes.PoolStatus;
import org.jackfield.mail.ArchiveStatus;
import org.jackfield.mail.MailArchive;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code shh:info}. */
@Component(
        service = WhisperInfoCommand.class,
        property = {"osgi.command.scope=shh", "osgi.command.function=info"})
public final class WhisperInfoCommand {

    private static final List<String> WIRES = List.of("shh", "waku");

    private static final Command INFO = Command.of(
            "shh:info",
            "Tells of the envelopes here, what is asked of them, the peers that exchange them, and the mail server.",
            List.of(),
            Command.JSON);

    private final EnvelopePool pool;
    private final PeerDirectory directory;
    private final ProtocolRegistry registry;
    private final List<MailArchive> archives;

    /**
     * @param archives one, or none
     */
    @Activate
    public WhisperInfoCommand(
            @Reference EnvelopePool pool,
            @Reference PeerDirectory directory,
            @Reference ProtocolRegistry registry,
            @Reference(cardinality = ReferenceCardinality.MULTIPLE, policyOption = ReferencePolicyOption.GREEDY)
                    List<MailArchive> archives) {
        this.pool = pool;
        this.directory = directory;
        this.registry = registry;
        this.archives = archives;
    }

    @Descriptor("tells of envelopes, settings, peers and the mail server")
    public void info(@Descriptor("[--json] [--help]") String... words) throws Exception {
        INFO.run(words, given -> given.json() ? Json.pretty(node()) : text(node()));
    }

    /**
     * @param mail one, or none if there is no mail server
     */
    private record Node(PoolStatus pool, Settings settings, List<Party> peers, List<Mail> mail) {}

    /**
     * @param bloom all digits
     */
    private record Settings(double minWork, String bloom, boolean light, int maxMessageBytes, String generation) {

        static Settings of(PoolSettings settings) {
            return new Settings(
                    settings.minWork(),
                    settings.interest().toString(),
                    settings.light(),
                    settings.maxMessageBytes(),
                    settings.generation().toString());
        }
    }

    /**
     * @param told what the protocol tells of it; nothing before the peer's status
     */
    private record Party(String id, String client, String wire, Map<String, Object> told) {

        String value(String key) {
            return String.valueOf(told.getOrDefault(key, "-"));
        }
    }

    /** @param oldest empty if there is nothing */
    private record Mail(long envelopes, long bytes, long maxBytes, String oldest, long answered, long refused) {

        static Mail of(ArchiveStatus status) {
            return new Mail(
                    status.envelopes(),
                    status.bytes(),
                    status.maxBytes(),
                    status.oldest().map(Object::toString).orElse(""),
                    status.answered(),
                    status.refused());
        }
    }

    private Node node() {
        return new Node(
                pool.status(),
                Settings.of(pool.settings()),
                directory.peers().stream().flatMap(this::parties).toList(),
                archives.stream().map(archive -> Mail.of(archive.status())).toList());
    }

    private Stream<Party> parties(Peer peer) {
        Map<String, Optional<Map<String, Object>>> told = registry.peerInfo(peer.id());
        return WIRES.stream()
                .filter(told::containsKey)
                .map(wire -> new Party(
                        peer.id().toString(),
                        peer.clientId(),
                        wire,
                        told.get(wire).orElse(Map.of())));
    }

    private static String text(Node node) {
        Settings settings = node.settings();
        PoolStatus pool = node.pool();
        Table table = new Table()
                .row("envelopes", pool.envelopes() + ", " + Units.bytes(pool.bytes()))
                .row(
                        "since start",
                        pool.accepted() + " accepted, " + pool.rejected() + " rejected, " + pool.expired()
                                + " expired, " + pool.evicted() + " evicted")
                .row("work", "at least " + settings.minWork() + ", measured the " + generation(settings) + " way")
                .row("topics", topics(settings.bloom()))
                .row("light", settings.light() ? "yes, relays nothing" : "no")
                .row("largest", Units.bytes(settings.maxMessageBytes()))
                .row(
                        "mail server",
                        node.mail().isEmpty() ? "no" : text(node.mail().get(0)));
        return table + "\n\n" + peers(node.peers());
    }

    private static String generation(Settings settings) {
        return settings.generation().toLowerCase(Locale.ROOT);
    }

    private static String text(Mail mail) {
        return mail.envelopes() + " envelopes, " + Units.bytes(mail.bytes()) + " of " + Units.bytes(mail.maxBytes())
                + (mail.oldest().isEmpty() ? "" : ", since " + mail.oldest()) + "; " + mail.answered()
                + " requests answered, " + mail.refused() + " refused";
    }

    private static String peers(List<Party> peers) {
        if (peers.isEmpty()) {
            return "no peers that exchange envelopes";
        }
        Table table = new Table("ID", "CLIENT", "WIRE", "WORK", "TOPICS", "LIGHT", "ENVELOPES");
        peers.forEach(peer -> table.row(
                peer.id().substring(0, 8),
                peer.client(),
                peer.wire(),
                peer.value("pow"),
                topics(peer.value("bloom")),
                peer.value("light"),
                peer.value("envelopes")));
        return table.toString();
    }

    /** Of a filter how much it lets through: three of its 512 bits for each topic. */
    private static String topics(String bloom) {
        if (!bloom.startsWith("0x")) {
            return bloom;
        }
        if (bloom.equals(Bloom.FULL.toString())) {
            return "all";
        }
        int bits = 0;
        for (byte part : HexFormat.of().parseHex(bloom.substring(2))) {
            bits += Integer.bitCount(part & 0xff);
        }
        return bits == 0 ? "none" : bits + " of 512 bits";
    }
}
