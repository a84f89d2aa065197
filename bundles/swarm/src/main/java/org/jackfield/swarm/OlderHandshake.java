package org.jackfield.swarm;

import org.jackfield.api.DisconnectException;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The one message of bzz/8 (go-ethereum v1.8.27, swarm/network/protocol.go, {@code HandshakeMsg}).
 *
 * <pre>
 *   [ version, networkId, [ overlay, underlay ], light ]
 * </pre>
 *
 * @param networkId 64 bits, unsigned
 */
record OlderHandshake(long networkId, SwarmAddress address) {

    static final int VERSION = 8;

    byte[] encode() {
        RlpWriter writer = new RlpWriter().beginList().write(VERSION).write(networkId);
        writer.beginList();
        address.writePlace(writer);
        writer.endList().write(address.services().isLight());
        return writer.endList().toByteArray();
    }

    /**
     * Reads the handshake of a node that we can work with.
     *
     * @throws RlpException if it has another form
     * @throws DisconnectException if its version or network is another
     */
    static OlderHandshake decode(byte[] payload, long networkId) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(payload);
        BzzHandshake.expect(VERSION, items.readUnsignedLong(), "bzz version");
        BzzHandshake.expect(networkId, items.readUnsignedLong(), "network id");
        RlpReader place = items.readList();
        SwarmAddress address = SwarmAddress.readPlace(place);
        place.finish();
        boolean light = items.readBoolean();
        items.finish();
        return new OlderHandshake(networkId, light ? address.with(Services.LIGHT) : address);
    }
}
