package org.jackfield.shell;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.api.Capability;
import org.jackfield.api.Peer;

/**
 * A peer as {@code p2p:peers} shows it.
 *
 * @param roundTripMillis -1 until a pong has come
 * @param protocols what each protocol knows of the peer, {@code "handshake"} while its own is under way
 */
record PeerRow(
        String id,
        String enode,
        String client,
        String address,
        boolean inbound,
        boolean pinned,
        boolean trusted,
        List<String> shared,
        List<String> offered,
        double roundTripMillis,
        long connectedSeconds,
        Map<String, Object> protocols) {

    private static final int CLIENT_WIDTH = 40;
    private static final int SHORT_ID = 8;

    static PeerRow of(Peer peer, Map<String, Optional<Map<String, Object>>> info, Clock clock) {
        Map<String, Object> protocols = new TreeMap<>();
        info.forEach((name, known) ->
                protocols.put(name, known.<Object>map(map -> map).orElse("handshake")));
        return new PeerRow(
                peer.id().toString(),
                peer.enode().toString(),
                peer.clientId(),
                Addresses.text(peer.remoteAddress()),
                peer.inbound(),
                peer.pinned(),
                peer.trusted(),
                texts(peer.shared()),
                texts(peer.offered()),
                peer.roundTripTime().map(time -> time.toNanos() / 1e6).orElse(-1.0),
                Duration.between(peer.connectedAt(), clock.instant()).toSeconds(),
                protocols);
    }

    static String table(List<PeerRow> rows) {
        if (rows.isEmpty()) {
            return "no peers";
        }
        Table table = new Table("ID", "CLIENT", "ADDRESS", "LINK", "PROTOCOLS", "PING", "UP");
        for (PeerRow row : rows) {
            table.row(
                    row.id.substring(0, SHORT_ID),
                    row.client.length() <= CLIENT_WIDTH
                            ? row.client
                            : row.client.substring(0, CLIENT_WIDTH - 3) + "...",
                    row.address,
                    row.link(),
                    String.join(" ", row.shared),
                    row.roundTripMillis < 0
                            ? "-"
                            : Units.duration(Duration.ofNanos((long) (row.roundTripMillis * 1e6))),
                    Units.duration(Duration.ofSeconds(row.connectedSeconds)));
        }
        return table.toString();
    }

    private String link() {
        List<String> words = new ArrayList<>();
        words.add(inbound ? "in" : "out");
        if (pinned) {
            words.add("pinned");
        }
        if (trusted) {
            words.add("trusted");
        }
        return String.join(",", words);
    }

    private static List<String> texts(List<Capability> capabilities) {
        return capabilities.stream().map(Capability::toString).toList();
    }
}
