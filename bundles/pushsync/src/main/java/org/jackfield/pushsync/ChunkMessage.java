package org.jackfield.pushsync;

import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * A chunk on its way to where it belongs (ethersphere swarm v0.5.8, pushsync/protocol.go, {@code chunkMsg}).
 *
 * <pre>
 *   [ address, data, origin, nonce ]
 *     32 B     9 B–  32 B    32 B as we make them
 *              4104 B
 * </pre>
 *
 * @param data span and payload, not looked at yet; not copied, not to be changed
 * @param origin the node that wants a receipt
 * @param nonce sets one sending apart from the next, or nobody would pass it on
 */
record ChunkMessage(Address address, byte[] data, Overlay origin, byte[] nonce) {

    static final Topic TOPIC = Topic.named("PUSHSYNC_CHUNKS");

    /** How long a nonce of ours is, in bytes. */
    static final int NONCE_BYTES = 32;

    /** One of another length is as good; a bound for memory. */
    static final int MAX_NONCE_BYTES = 1024;

    private static final int OVERHEAD_BYTES = 128;

    byte[] encode() {
        return new RlpWriter(data.length + OVERHEAD_BYTES)
                .beginList()
                .write(address.bytes())
                .write(data)
                .write(origin.bytes())
                .write(nonce)
                .endList()
                .toByteArray();
    }

    /** @throws RlpException if it is of another form; one with a chunk of more than 4104 bytes is */
    static ChunkMessage decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Address address = Address.of(items.readBytes(Address.BYTES));
        byte[] data = items.readBytes(0, Chunk.MAX_BYTES);
        Overlay origin = Overlay.of(items.readBytes(Overlay.BYTES));
        byte[] nonce = items.readBytes(0, MAX_NONCE_BYTES);
        items.finish();
        return new ChunkMessage(address, data, origin, nonce);
    }
}
