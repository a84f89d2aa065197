package org.jackfield.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node told at one moment.
 *
 * @param releases of the bundles that serve a protocol, by capability
 * @param link to the other node of the tour
 */
record Snapshot(Map<String, String> releases, Optional<LinkState> link) {

    /** Before anything was told. */
    static final Snapshot NONE = new Snapshot(Map.of(), Optional.empty());

    /**
     * A standing link.
     *
     * @param addresses of both ends, in the same order at both: another connection has others
     * @param protocols what each protocol in common tells of the peer, by name
     */
    record LinkState(String addresses, Map<String, JsonNode> protocols) {

        /** Whether the protocol's own handshake is over. */
        boolean speaks(String protocol) {
            return protocols.containsKey(protocol) && protocols.get(protocol).isObject();
        }
    }

    /**
     * @param protocols result of {@code jackfield_protocols}
     * @param peers result of {@code admin_peers}
     */
    static Snapshot of(JsonNode protocols, JsonNode peers) {
        Map<String, String> releases = new TreeMap<>();
        protocols.forEach(row -> {
            if (row.path("state").asText().equals("serving")) {
                releases.put(
                        row.path("capability").asText(),
                        row.path("bundleVersion").asText());
            }
        });
        return new Snapshot(releases, peers.isEmpty() ? Optional.empty() : Optional.of(linkState(peers.get(0))));
    }

    /** Tells one connection from another; empty without one. */
    String addresses() {
        return link.map(LinkState::addresses).orElse("");
    }

    /** Names of the protocols on the link. */
    Set<String> speaking() {
        return link.map(state -> state.protocols().keySet()).orElse(Set.of());
    }

    boolean speaks(String protocol) {
        return link.filter(state -> state.speaks(protocol)).isPresent();
    }

    /** For the person who reads what was seen instead of what was expected. */
    @Override
    public String toString() {
        return releases
                + link.map(state -> ", link " + state.addresses() + " with " + state.protocols())
                        .orElse(", no link");
    }

    private static LinkState linkState(JsonNode peer) {
        Map<String, JsonNode> protocols = new TreeMap<>();
        peer.path("protocols").properties().forEach(entry -> protocols.put(entry.getKey(), entry.getValue()));
        JsonNode network = peer.path("network");
        String addresses = Stream.of("localAddress", "remoteAddress")
                .map(end -> network.path(end).asText())
                .sorted()
                .collect(Collectors.joining("-"));
        return new LinkState(addresses, protocols);
    }
}
