package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The messages of bzz-stream/8 (ethersphere swarm v0.5.8, network/stream/wire.go). Whoever asks for a range gives it an id, which
 * all that follows from it bears; 64 bits, unsigned.
 *
 * <pre>
 *   0  InfoRequest  [ [ stream, ... ] ]                            stream: [ name, key ]
 *   1  Info         [ [ [ stream, lastId, bounded ], ... ] ]
 *   2  GetRange     [ id, stream, from, to, batch ]                to: empty for the head
 *   3  Offered      [ id, lastId, hashes ]                         32 B each, one after the other
 *   4  Delivery     [ id, [ [ address, data ], ... ] ]
 *   5  Wanted       [ id, bits ]                                   bit i % 8 of byte i / 8, the lowest first; empty: none
 * </pre>
 */
sealed interface StreamMessage {

    /** Largest message of the original, in bytes. */
    int MAX_MESSAGE_BYTES = 10 << 20;

    /** An honest peer names each bin once. */
    int MAX_STREAMS = 128;

    /** Twice what is asked for, and offered, at once. */
    int MAX_HASHES = 128;

    Message encoded();

    /**
     * @throws RlpException if it is of another form
     * @throws DisconnectException if there is too much in it
     */
    static StreamMessage decode(Message message) throws RlpException, DisconnectException {
        limit(message.size(), MAX_MESSAGE_BYTES, "bytes in a message");
        RlpReader items = RlpReader.ofList(message.payload());
        StreamMessage decoded = switch (message.code()) {
            case 0 -> InfoRequest.read(items);
            case 1 -> Info.read(items);
            case 2 -> GetRange.read(items);
            case 3 -> Offered.read(items);
            case 4 -> Delivery.read(items);
            case 5 -> new Wanted(items.readUnsignedLong(), items.readBytes(0, MAX_HASHES / Byte.SIZE + 1));
            default -> throw new RlpException(0, "message " + message.code());
        };
        items.finish();
        return decoded;
    }

    private static void limit(int count, int max, String what) throws DisconnectException {
        if (count > max) {
            throw DisconnectException.subprotocol(count + " " + what + ", at most " + max + " expected");
        }
    }

    private static Message message(int code, RlpWriter out) {
        return new Message(code, out.endList().toByteArray());
    }

    /** How far do your bins reach? */
    record InfoRequest(List<StreamName> streams) implements StreamMessage {

        private static InfoRequest read(RlpReader items) throws RlpException, DisconnectException {
            RlpReader list = items.readList();
            limit(list.count(), MAX_STREAMS, "streams");
            List<StreamName> streams = new ArrayList<>();
            while (list.hasNext()) {
                streams.add(StreamName.read(list));
            }
            return new InfoRequest(streams);
        }

        @Override
        public Message encoded() {
            RlpWriter out = new RlpWriter().beginList().beginList();
            streams.forEach(stream -> stream.write(out));
            return message(0, out.endList());
        }
    }

    /**
     * @param bounded whether nothing more will come
     */
    record Cursor(StreamName stream, long lastId, boolean bounded) {}

    /** So far. */
    record Info(List<Cursor> cursors) implements StreamMessage {

        private static Info read(RlpReader items) throws RlpException, DisconnectException {
            RlpReader list = items.readList();
            limit(list.count(), MAX_STREAMS, "streams");
            List<Cursor> cursors = new ArrayList<>();
            while (list.hasNext()) {
                RlpReader cursor = list.readList();
                cursors.add(new Cursor(StreamName.read(cursor), readId(cursor), cursor.readBoolean()));
                cursor.finish();
            }
            return new Info(cursors);
        }

        @Override
        public Message encoded() {
            RlpWriter out = new RlpWriter().beginList().beginList();
            for (Cursor cursor : cursors) {
                out.beginList();
                cursor.stream().write(out);
                out.write(cursor.lastId()).write(cursor.bounded()).endList();
            }
            return message(1, out.endList());
        }
    }

    /**
     * What is there in this part?
     *
     * @param to {@link SyncSeat#HEAD} for the head
     */
    record GetRange(long id, StreamName stream, long from, long to, long batch) implements StreamMessage {

        private static GetRange read(RlpReader items) throws RlpException {
            long id = items.readUnsignedLong();
            StreamName stream = StreamName.read(items);
            long from = items.readLong();
            long to = items.readLong();
            return new GetRange(id, stream, from, to == 0 ? SyncSeat.HEAD : to, items.readUnsignedLong());
        }

        @Override
        public Message encoded() {
            RlpWriter out = new RlpWriter().beginList().write(id);
            stream.write(out);
            return message(
                    2, out.write(from).write(to == SyncSeat.HEAD ? 0 : to).write(batch));
        }
    }

    /** This; which do you want? If there is nothing, nothing is to be answered. */
    record Offered(long id, long lastId, List<Address> hashes) implements StreamMessage {

        private static Offered read(RlpReader items) throws RlpException, DisconnectException {
            long id = items.readUnsignedLong();
            long lastId = readId(items);
            limit(items.nextLength(), MAX_HASHES * Address.BYTES, "bytes of hashes");
            byte[] bytes = items.readBytes();
            if (bytes.length % Address.BYTES != 0) {
                throw DisconnectException.subprotocol("hashes of " + bytes.length + " bytes");
            }
            List<Address> hashes = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += Address.BYTES) {
                hashes.add(Address.of(bytes, at));
            }
            return new Offered(id, lastId, hashes);
        }

        @Override
        public Message encoded() {
            byte[] bytes = new byte[hashes.size() * Address.BYTES];
            for (int i = 0; i < hashes.size(); i++) {
                System.arraycopy(hashes.get(i).bytes(), 0, bytes, i * Address.BYTES, Address.BYTES);
            }
            return message(
                    3,
                    new RlpWriter(bytes.length + 32)
                            .beginList()
                            .write(id)
                            .write(lastId)
                            .write(bytes));
        }
    }

    /** Not verified. */
    record Delivered(Address address, byte[] data) {}

    /** Some of them, 16 at most in the original. */
    record Delivery(long id, List<Delivered> chunks) implements StreamMessage {

        private static Delivery read(RlpReader items) throws RlpException, DisconnectException {
            long id = items.readUnsignedLong();
            RlpReader list = items.readList();
            limit(list.count(), MAX_HASHES, "chunks");
            List<Delivered> chunks = new ArrayList<>();
            while (list.hasNext()) {
                RlpReader chunk = list.readList();
                chunks.add(
                        new Delivered(Address.of(chunk.readBytes(Address.BYTES)), chunk.readBytes(0, Chunk.MAX_BYTES)));
                chunk.finish();
            }
            return new Delivery(id, chunks);
        }

        @Override
        public Message encoded() {
            RlpWriter out = new RlpWriter(chunks.size() * (Chunk.MAX_BYTES + 48) + 32)
                    .beginList()
                    .write(id);
            out.beginList();
            for (Delivered chunk : chunks) {
                out.beginList()
                        .write(chunk.address().bytes())
                        .write(chunk.data())
                        .endList();
            }
            return message(4, out.endList());
        }
    }

    /** These of them. */
    record Wanted(long id, byte[] bits) implements StreamMessage {

        @Override
        public Message encoded() {
            return message(5, new RlpWriter().beginList().write(id).write(bits));
        }
    }

    private static long readId(RlpReader items) throws RlpException {
        int at = items.position();
        long id = items.readLong();
        if (id == SyncSeat.HEAD) {
            throw new RlpException(at, "an id of 63 bits");
        }
        return id;
    }
}
