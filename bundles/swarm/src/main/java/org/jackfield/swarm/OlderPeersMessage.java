package org.jackfield.swarm;

import java.util.Collection;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * hive/8's message 0: the addresses of other nodes, each a list of its own (go-ethereum v1.8.27, swarm/network/discovery.go,
 * {@code peersMsg}). What the nodes do is not said.
 *
 * <pre>
 *   [ [ [ overlay, underlay ], ... ] ]
 * </pre>
 */
final class OlderPeersMessage {

    private OlderPeersMessage() {}

    static byte[] encode(Collection<SwarmAddress> addresses) {
        RlpWriter writer = new RlpWriter().beginList().beginList();
        for (SwarmAddress address : addresses) {
            writer.beginList();
            address.writePlace(writer);
            writer.endList();
        }
        return writer.endList().endList().toByteArray();
    }

    /** As {@link PeersMessage#decode} has it. */
    static void decode(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException, DisconnectException {
        PeersMessage.decode(payload, RlpReader::readList, OlderPeersMessage::address, receiver);
    }

    private static SwarmAddress address(RlpReader items) throws RlpException, DisconnectException {
        SwarmAddress address = SwarmAddress.readPlace(items);
        items.finish();
        return address;
    }
}
