package org.jackfield.swarm;

import org.jackfield.api.DisconnectException;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The one message of bzz/14 (ethersphere swarm v0.5.8, network/protocol.go, {@code HandshakeMsg}).
 *
 * <pre>
 *   [ version, networkId, overlay, underlay, services ]
 * </pre>
 *
 * @param networkId 64 bits, unsigned
 */
record BzzHandshake(long networkId, SwarmAddress address) {

    static final int VERSION = 14;

    byte[] encode() {
        RlpWriter writer = new RlpWriter().beginList().write(VERSION).write(networkId);
        address.write(writer);
        return writer.endList().toByteArray();
    }

    /**
     * Reads the handshake of a node that we can work with.
     *
     * @throws RlpException if it has another form
     * @throws DisconnectException if its version or network is another, or it claims to be neither light nor full
     */
    static BzzHandshake decode(byte[] payload, long networkId) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(payload);
        expect(VERSION, items.readUnsignedLong(), "bzz version");
        expect(networkId, items.readUnsignedLong(), "network id");
        SwarmAddress address = SwarmAddress.read(items);
        items.finish();
        if (!address.services().isFull() && !address.services().isLight()) {
            throw DisconnectException.subprotocol("a node that is neither light nor full: " + address.services());
        }
        return new BzzHandshake(networkId, address);
    }

    static void expect(long expected, long got, String what) throws DisconnectException {
        if (got != expected) {
            throw DisconnectException.subprotocol(
                    what + ' ' + Long.toUnsignedString(got) + ", expected " + Long.toUnsignedString(expected));
        }
    }
}
