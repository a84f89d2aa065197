package org.jackfield.swarm;

import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.RetrievalNews;
import org.jackfield.overlay.RetrievalSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The messages of bzz-retrieve/2 (ethersphere swarm v0.5.8, network/retrieval/wire.go).
 *
 * <pre>
 *   0  delivery   [ id, address, data ]       id of the request, 64 bits unsigned
 *   1  request    [ id, address ]             data: span and payload
 * </pre>
 */
final class RetrieveMessages {

    static final int DELIVERY = 0;
    static final int REQUEST = 1;

    private RetrieveMessages() {}

    static Message encode(RetrievalNews news) {
        if (news instanceof RetrievalNews.Delivery delivery) {
            Chunk chunk = delivery.chunk();
            RlpWriter out = new RlpWriter(chunk.data().length + 64).beginList().write(delivery.id());
            out.write(chunk.address().bytes()).write(chunk.data());
            return new Message(DELIVERY, out.endList().toByteArray());
        }
        RetrievalNews.Request request = (RetrievalNews.Request) news;
        RlpWriter out = new RlpWriter(64).beginList().write(request.id());
        return new Message(
                REQUEST, out.write(request.address().bytes()).endList().toByteArray());
    }

    /**
     * Reads a message and gives it to the peer's seat.
     *
     * @throws RlpException if it is of another form; a chunk of more than 4104 bytes is
     * @throws DisconnectException if the seat wants no more of the peer
     */
    static void take(Message message, RetrievalSeat seat) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(message.payload());
        long id = items.readUnsignedLong();
        Address address = Address.of(items.readBytes(Address.BYTES));
        if (message.code() == REQUEST) {
            items.finish();
            seat.requested(id, address);
        } else {
            byte[] data = items.readBytes(0, Chunk.MAX_BYTES);
            items.finish();
            seat.delivered(id, address, data);
        }
    }
}
