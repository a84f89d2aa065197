package org.jackfield.rpc;

import java.util.HexFormat;
import java.util.Map;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.api.http.ListenAddress;
import org.jackfield.crypto.Keccak256;

/**
 * The answer of {@code admin_nodeInfo}, as go-ethereum's {@code p2p.NodeInfo} is written to JSON.
 *
 * @param id Keccak-256 of the public key, hexadecimal without prefix
 * @param enr the node record; empty, as this node keeps none
 * @param protocols what each protocol tells, by its name
 */
record NodeInfo(
        String id,
        String name,
        String enode,
        String enr,
        String ip,
        Ports ports,
        String listenAddr,
        Map<String, Map<String, Object>> protocols) {

    /** UDP and TCP; 0 where nothing listens. */
    record Ports(int discovery, int listener) {}

    static NodeInfo of(PeerDirectory directory, ProtocolRegistry registry) {
        Enode self = directory.self();
        return new NodeInfo(
                idText(self.id()),
                directory.clientId(),
                self.toString(),
                "",
                self.host(),
                new Ports(self.discoveryPort(), self.port()),
                ListenAddress.text(self.host(), self.port()),
                registry.nodeInfo());
    }

    /** go-ethereum's node id: shorter than the key, and what its tables are keyed by. */
    static String idText(NodeId id) {
        return HexFormat.of().formatHex(Keccak256.hash(id.bytes()));
    }
}
