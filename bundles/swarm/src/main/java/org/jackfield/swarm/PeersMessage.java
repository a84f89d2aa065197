package org.jackfield.swarm;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.api.DisconnectException;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.SwarmAddress;
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
     * Hands out the addresses one by one. One that is not valid is passed over, for an honest node hands on unseen what it
     * was told.
     *
     * @throws RlpException if the message is not a list of a list of threes; addresses before the fault have been
     *     handed out
     * @throws DisconnectException if there are more than {@link HiveSeat#MAX_NODES}, likewise
     */
    static void decode(byte[] payload, Consumer<SwarmAddress> receiver) throws RlpException, DisconnectException {
        decode(payload, items -> three(payload, items), SwarmAddress::read, receiver);
    }

    /** Where the next address is. */
    interface Entry {
        RlpReader in(RlpReader items) throws RlpException;
    }

    /** What it says. */
    interface Reading {
        SwarmAddress of(RlpReader entry) throws RlpException, DisconnectException;
    }

    /** The same with addresses of any form. */
    static void decode(byte[] payload, Entry entry, Reading reading, Consumer<SwarmAddress> receiver)
            throws RlpException, DisconnectException {
        RlpReader outer = RlpReader.ofList(payload);
        RlpReader items = outer.readList();
        outer.finish();
        for (int count = 0; items.hasNext(); count++) {
            if (count == HiveSeat.MAX_NODES) {
                throw DisconnectException.subprotocol("more than " + HiveSeat.MAX_NODES + " addresses in a message");
            }
            address(reading, entry.in(items)).ifPresent(receiver);
        }
    }

    private static RlpReader three(byte[] payload, RlpReader items) throws RlpException {
        int start = items.position();
        items.skip();
        items.skip();
        items.skip();
        return RlpReader.of(payload, start, items.position() - start);
    }

    private static Optional<SwarmAddress> address(Reading reading, RlpReader entry) {
        try {
            return Optional.of(reading.of(entry));
        } catch (RlpException | DisconnectException invalid) {
            return Optional.empty();
        }
    }
}
