package org.jackfield.swarm;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * hive's message 0, the addresses of other nodes, three items each in one flat list (ethersphere swarm v0.5.8,
 * network/peer.go, {@code peersMsg}).
 *
 * <pre>
 *   [ [ overlay, underlay, services, overlay, underlay, services, ... ] ]
 * </pre>
 */
final class PeersMessage {

    private PeersMessage() {}

    static byte[] encode(Collection<SwarmAddress> addresses) {
        RlpWriter writer = new RlpWriter().beginList().beginList();
        addresses.forEach(address -> address.write(writer));
        return writer.endList().endList().toByteArray();
    }

    /**
     * Hands out the addresses one by one: a message may hold very many. One that is not valid is passed over, for an
     * honest node hands on unseen what it was told.
     *
     * @throws RlpException if the message is not a list of a list of threes; addresses before the fault have been
     *     handed out
     */
    static void decode(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException {
        RlpReader outer = RlpReader.ofList(payload);
        RlpReader items = outer.readList();
        outer.finish();
        while (items.hasNext()) {
            int start = items.position();
            items.skip();
            items.skip();
            items.skip();
            address(RlpReader.of(payload, start, items.position() - start)).ifPresent(receiver);
        }
    }

    private static Optional<SwarmAddress> address(RlpReader items) {
        try {
            return Optional.of(SwarmAddress.read(items));
        } catch (RlpException | DisconnectException invalid) {
            return Optional.empty();
        }
    }
}
