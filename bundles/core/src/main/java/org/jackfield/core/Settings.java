package org.jackfield.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;

/**
 * The configuration, read and checked.
 *
 * @param listen empty: accept no connections
 * @param restrict empty: no restriction
 * @param silence after which a peer is left
 * @param grace that a protocol has to leave an ended session
 * @param parking how long a session waits for the next release of its protocol
 * @param parkedTotalBytes that all waiting sessions may hold before their links stop reading
 * @param waves how a renegotiation goes where nobody says otherwise
 * @param renegotiationFile where an unfinished one is kept; empty: in the bundle's own data area
 */
record Settings(
        Optional<InetSocketAddress> listen,
        int maxPeers,
        int maxPending,
        int maxDials,
        List<AddressBlock> restrict,
        List<Enode> pinned,
        List<NodeId> trusted,
        Duration pingInterval,
        Duration silence,
        Duration throttle,
        Redial redial,
        Duration grace,
        int inboxBytes,
        int outboxBytes,
        Duration parking,
        long parkedTotalBytes,
        Policies policies,
        WaveSize waves,
        Optional<Path> renegotiationFile) {

    /**
     * Reads a configuration. Resolves the listening host.
     *
     * @throws IllegalArgumentException if a value is wrong; the message names the key and is fit for a person
     */
    static Settings of(CoreConfiguration raw) {
        return new Settings(
                listen(raw.listen().strip()),
                atLeast(0, "maxPeers", raw.maxPeers()),
                atLeast(1, "maxPending", raw.maxPending()),
                atLeast(1, "maxDials", raw.maxDials()),
                list("restrict", raw.restrict(), AddressBlock::parse),
                list("pinned", raw.pinned(), Enode::parse),
                list("trusted", raw.trusted(), Settings::nodeId),
                millis("pingMillis", raw.pingMillis()),
                millis("silenceMillis", raw.silenceMillis()),
                Duration.ofMillis(atLeast(0, "throttleMillis", raw.throttleMillis())),
                new Redial(
                        millis("redialMillis", raw.redialMillis()), millis("redialMaxMillis", raw.redialMaxMillis())),
                millis("graceMillis", raw.graceMillis()),
                atLeast(1, "inboxBytes", raw.inboxBytes()),
                atLeast(1, "outboxBytes", raw.outboxBytes()),
                millis("parkMillis", raw.parkMillis()),
                atLeast(1, "parkedTotalBytes", raw.parkedTotalBytes()),
                Policies.parse(raw.onRemoval(), raw.onFailure(), raw.onNewVersion()),
                waves(raw.renegotiateAtOnce(), raw.renegotiateKeep()),
                Optional.of(raw.renegotiationFile().strip())
                        .filter(text -> !text.isEmpty())
                        .map(text -> parsed("renegotiationFile", text, Path::of)));
    }

    /** Whether the node may have to do with an address. */
    boolean permits(InetAddress address) {
        return restrict.isEmpty() || restrict.stream().anyMatch(block -> block.contains(address));
    }

    private static Optional<InetSocketAddress> listen(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[(.*)]$", "$1");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port >= 0 && port <= 0xffff) {
                return Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw new IllegalArgumentException("listen: HOST:PORT expected, got \"" + text + '"', e);
        }
        throw new IllegalArgumentException("listen: HOST:PORT expected, got \"" + text + '"');
    }

    private static WaveSize waves(int atOnce, int keptPercent) {
        if (keptPercent < 0 || keptPercent > 100) {
            throw new IllegalArgumentException("renegotiateKeep: 0 to 100 expected, got " + keptPercent);
        }
        return new WaveSize(atLeast(1, "renegotiateAtOnce", atOnce), keptPercent / 100.0);
    }

    private static <T> List<T> list(String key, String[] values, Function<String, T> parser) {
        return words(values).stream().map(value -> parsed(key, value, parser)).toList();
    }

    /** The values of a list, which may also be given as one value with commas. */
    static List<String> words(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Stream.of(value.split("[,\\s]+")))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static <T> T parsed(String key, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static NodeId nodeId(String text) {
        return text.startsWith("enode:") ? Enode.parse(text).id() : NodeId.parse(text);
    }

    private static Duration millis(String key, int millis) {
        return Duration.ofMillis(atLeast(1, key, millis));
    }

    private static int atLeast(int least, String key, int value) {
        return Math.toIntExact(atLeast(least, key, (long) value));
    }

    private static long atLeast(int least, String key, long value) {
        if (value < least) {
            throw new IllegalArgumentException(key + ": at least " + least + " expected, got " + value);
        }
        return value;
    }
}
