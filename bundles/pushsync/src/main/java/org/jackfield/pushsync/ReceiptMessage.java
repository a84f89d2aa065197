package org.jackfield.pushsync;

import org.jackfield.chunks.Address;
import org.jackfield.pss.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Says to a chunk's origin that it is where it belongs; it proves nothing (ethersphere swarm v0.5.8, pushsync/protocol.go,
 * {@code receiptMsg}).
 *
 * <pre>
 *   [ address, nonce ]
 *     32 B     32 B as we make them
 * </pre>
 *
 * @param nonce as of a {@link ChunkMessage}
 */
record ReceiptMessage(Address address, byte[] nonce) {

    static final Topic TOPIC = Topic.named("PUSHSYNC_RECEIPTS");

    byte[] encode() {
        return new RlpWriter()
                .beginList()
                .write(address.bytes())
                .write(nonce)
                .endList()
                .toByteArray();
    }

    /** @throws RlpException if it is of another form */
    static ReceiptMessage decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Address address = Address.of(items.readBytes(Address.BYTES));
        byte[] nonce = items.readBytes(0, ChunkMessage.MAX_NONCE_BYTES);
        items.finish();
        return new ReceiptMessage(address, nonce);
    }
}
