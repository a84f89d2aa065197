package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The messages of stream/8 (go-ethereum v1.8.27, swarm/network/stream/messages.go, delivery.go and bitvector).
 *
 * <pre>
 *   0  unsubscribe  [ stream ]                                   stream   [ name, key, live ]
 *   1  offer        [ stream, from, to, addresses, proof ]       range    [ from, to ] or [ ]
 *   2  want         [ stream, bits, nextFrom, nextTo ]           proof    [ signature, [ stream, start, end, root ] ], all zero
 *   3  takeover     proof                                        bits     n/8 + 1 bytes; bit i is 1 &lt;&lt; i%8 of byte i/8
 *   4  subscribe    [ stream, range, priority ]
 *   5  request      [ address, unchecked, hops ]
 *   6  delivery     [ address, data ]
 *   7  refusal      [ why ]
 *   8  invitation   [ stream, range, priority ]
 *   9  quit         [ stream ]
 *  10  delivery     [ address, data ]                            of what was offered
 * </pre>
 */
final class OlderStreamCodec {

    /** How many codes there are. */
    static final int COUNT = 11;

    /** As many as the original offers at once. */
    static final int MAX_OFFERED = 128;

    private static final int UNSUBSCRIBE = 0;
    private static final int OFFER = 1;
    private static final int WANT = 2;
    private static final int TAKEOVER = 3;
    private static final int SUBSCRIBE = 4;
    private static final int REQUEST = 5;
    private static final int DELIVERY = 6;
    private static final int REFUSAL = 7;
    private static final int INVITATION = 8;
    private static final int QUIT = 9;
    private static final int SYNC_DELIVERY = 10;

    private static final byte[] NO_BYTES = {};
    private static final int MAX_BITS_BYTES = MAX_OFFERED / Byte.SIZE + 1;
    private static final int MAX_TEXT_BYTES = 1024;
    private static final int MAX_BYTE = 255;
    private static final int OVERHEAD_BYTES = 160;

    private OlderStreamCodec() {}

    static Message encode(OlderStreamMessage message) {
        if (message instanceof OlderStreamMessage.Offer offer) {
            return encode(offer);
        } else if (message instanceof OlderStreamMessage.Want want) {
            return encode(want);
        } else if (message instanceof OlderStreamMessage.Subscribe subscribe) {
            return subscription(SUBSCRIBE, subscribe.stream(), subscribe.history(), subscribe.priority());
        } else if (message instanceof OlderStreamMessage.Invitation invitation) {
            return subscription(INVITATION, invitation.stream(), invitation.history(), invitation.priority());
        } else if (message instanceof OlderStreamMessage.Request request) {
            RlpWriter out = new RlpWriter(OVERHEAD_BYTES).beginList();
            out.write(request.chunk().bytes()).write(request.unchecked()).write(request.hops());
            return message(REQUEST, out.endList());
        } else if (message instanceof OlderStreamMessage.Delivery delivery) {
            RlpWriter out = new RlpWriter(delivery.data().length + OVERHEAD_BYTES).beginList();
            out.write(delivery.chunk().bytes()).write(delivery.data());
            return message(delivery.syncing() ? SYNC_DELIVERY : DELIVERY, out.endList());
        }
        return encodeRare(message);
    }

    /** What we have no occasion to say but in tests, or hardly any. */
    private static Message encodeRare(OlderStreamMessage message) {
        RlpWriter out = new RlpWriter(OVERHEAD_BYTES).beginList();
        if (message instanceof OlderStreamMessage.Unsubscribe unsubscribe) {
            unsubscribe.stream().write(out);
            return message(UNSUBSCRIBE, out.endList());
        } else if (message instanceof OlderStreamMessage.Quit quit) {
            quit.stream().write(out);
            return message(QUIT, out.endList());
        } else if (message instanceof OlderStreamMessage.Refusal refusal) {
            return message(REFUSAL, out.write(refusal.why()).endList());
        }
        OlderStreamMessage.Takeover takeover = (OlderStreamMessage.Takeover) message;
        return message(TAKEOVER, new RlpWriter(OVERHEAD_BYTES).writeRaw(proof(takeover.stream())));
    }

    private static Message encode(OlderStreamMessage.Offer offer) {
        RlpWriter out = new RlpWriter(offer.chunks().size() * Address.BYTES + OVERHEAD_BYTES).beginList();
        offer.stream().write(out);
        out.write(offer.from()).write(offer.to()).write(joined(offer.chunks()));
        out.writeRaw(proof(new OlderStreamId("", "", false)));
        return message(OFFER, out.endList());
    }

    private static Message encode(OlderStreamMessage.Want want) {
        RlpWriter out = new RlpWriter(OVERHEAD_BYTES).beginList();
        want.stream().write(out);
        byte[] bits = new byte[want.count() / Byte.SIZE + 1];
        byte[] set = want.wanted().toByteArray();
        System.arraycopy(set, 0, bits, 0, set.length);
        out.write(bits).write(want.nextFrom()).write(want.nextTo());
        return message(WANT, out.endList());
    }

    private static Message subscription(
            int code, OlderStreamId stream, Optional<OlderStreamMessage.Range> history, int priority) {
        RlpWriter out = new RlpWriter(OVERHEAD_BYTES).beginList();
        stream.write(out);
        out.beginList();
        history.ifPresent(range -> out.write(range.from()).write(range.to()));
        return message(code, out.endList().write(priority).endList());
    }

    private static Message message(int code, RlpWriter out) {
        return new Message(code, out.toByteArray());
    }

    private static byte[] proof(OlderStreamId stream) {
        RlpWriter out =
                new RlpWriter(OVERHEAD_BYTES).beginList().write(NO_BYTES).beginList();
        stream.write(out);
        return out.write(0).write(0).write(NO_BYTES).endList().endList().toByteArray();
    }

    static byte[] joined(List<Address> addresses) {
        byte[] joined = new byte[addresses.size() * Address.BYTES];
        for (int i = 0; i < addresses.size(); i++) {
            System.arraycopy(addresses.get(i).bytes(), 0, joined, i * Address.BYTES, Address.BYTES);
        }
        return joined;
    }

    /**
     * Reads a message.
     *
     * @throws RlpException if it has another form than its code demands; a chunk of more than 4104 bytes has
     * @throws DisconnectException if it offers nothing, or more than {@value #MAX_OFFERED} chunks
     */
    static OlderStreamMessage decode(Message message) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(message.payload());
        OlderStreamMessage decoded = switch (message.code()) {
            case UNSUBSCRIBE -> new OlderStreamMessage.Unsubscribe(OlderStreamId.read(items));
            case OFFER -> offer(items);
            case WANT -> want(items);
            case TAKEOVER -> new OlderStreamMessage.Takeover(readProof(items));
            case SUBSCRIBE -> new OlderStreamMessage.Subscribe(OlderStreamId.read(items), range(items), octet(items));
            case REQUEST ->
                new OlderStreamMessage.Request(
                        Address.of(items.readBytes(Address.BYTES)), items.readBoolean(), octet(items));
            case REFUSAL -> new OlderStreamMessage.Refusal(items.readText(MAX_TEXT_BYTES));
            case INVITATION -> new OlderStreamMessage.Invitation(OlderStreamId.read(items), range(items), octet(items));
            case QUIT -> new OlderStreamMessage.Quit(OlderStreamId.read(items));
            default ->
                new OlderStreamMessage.Delivery(
                        Address.of(items.readBytes(Address.BYTES)),
                        items.readBytes(0, Chunk.MAX_BYTES),
                        message.code() == SYNC_DELIVERY);
        };
        items.finish();
        return decoded;
    }

    private static OlderStreamMessage offer(RlpReader items) throws RlpException, DisconnectException {
        OlderStreamId stream = OlderStreamId.read(items);
        long from = items.readUnsignedLong();
        long to = items.readUnsignedLong();
        int length = items.nextLength();
        if (length == 0 || length > MAX_OFFERED * Address.BYTES) {
            throw DisconnectException.subprotocol("an offer of " + length + " bytes, " + Address.BYTES + " to "
                    + MAX_OFFERED * Address.BYTES + " expected");
        }
        List<Address> chunks = split(items);
        RlpReader proof = items.readList();
        readProof(proof);
        proof.finish();
        return new OlderStreamMessage.Offer(stream, from, to, chunks);
    }

    /** Addresses, one after the other in one string. */
    static List<Address> split(RlpReader items) throws RlpException {
        int at = items.position();
        byte[] joined = items.readBytes();
        if (joined.length % Address.BYTES != 0) {
            throw new RlpException(at, "addresses of " + joined.length + " bytes");
        }
        List<Address> addresses = new ArrayList<>();
        for (int start = 0; start < joined.length; start += Address.BYTES) {
            addresses.add(Address.of(joined, start));
        }
        return addresses;
    }

    private static OlderStreamMessage want(RlpReader items) throws RlpException {
        OlderStreamId stream = OlderStreamId.read(items);
        byte[] bits = items.readBytes(0, MAX_BITS_BYTES);
        return new OlderStreamMessage.Want(
                stream,
                BitSet.valueOf(bits),
                bits.length * Byte.SIZE,
                items.readUnsignedLong(),
                items.readUnsignedLong());
    }

    private static Optional<OlderStreamMessage.Range> range(RlpReader items) throws RlpException {
        RlpReader ends = items.readList();
        if (!ends.hasNext()) {
            return Optional.empty();
        }
        Optional<OlderStreamMessage.Range> range =
                Optional.of(new OlderStreamMessage.Range(ends.readUnsignedLong(), ends.readUnsignedLong()));
        ends.finish();
        return range;
    }

    /** The stream it speaks of. */
    private static OlderStreamId readProof(RlpReader items) throws RlpException {
        items.readBytes();
        RlpReader statement = items.readList();
        OlderStreamId stream = OlderStreamId.read(statement);
        statement.readUnsignedLong();
        statement.readUnsignedLong();
        statement.readBytes();
        statement.finish();
        return stream;
    }

    private static int octet(RlpReader items) throws RlpException {
        int at = items.position();
        int value = items.readInt();
        if (value > MAX_BYTE) {
            throw new RlpException(at, value + " exceeds eight bits");
        }
        return value;
    }
}
