package org.jackfield.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.api.Capability;
import org.jackfield.api.Peer;
import org.jackfield.api.http.ListenAddress;

/**
 * One item of {@code admin_peers}, as go-ethereum's {@code p2p.PeerInfo} is written to JSON; its {@code enr} is left
 * out there too where there is none.
 *
 * @param caps all that the peer offered
 * @param protocols what each protocol in common tells of the peer, {@code "handshake"} while its own is under way
 */
record PeerInfo(
        String enode, String id, String name, List<String> caps, Network network, Map<String, Object> protocols) {

    /** The TCP connection. */
    record Network(
            String localAddress,
            String remoteAddress,
            boolean inbound,
            boolean trusted,
            @JsonProperty("static") boolean pinned) {}

    static PeerInfo of(Peer peer, Map<String, Optional<Map<String, Object>>> protocolInfo) {
        Map<String, Object> protocols = new TreeMap<>();
        protocolInfo.forEach((name, info) ->
                protocols.put(name, info.<Object>map(known -> known).orElse("handshake")));
        return new PeerInfo(
                peer.enode().toString(),
                NodeInfo.idText(peer.id()),
                peer.clientId(),
                peer.offered().stream().map(Capability::toString).toList(),
                new Network(
                        ListenAddress.text(peer.localAddress()),
                        ListenAddress.text(peer.remoteAddress()),
                        peer.inbound(),
                        peer.trusted(),
                        peer.pinned()),
                protocols);
    }
}
