package org.jackfield.whisper;

import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The request to a mail server: an envelope, or in the open (status-go v0.55.1, waku/common/message.go, {@code
 * MessagesRequest}).
 *
 * <pre>
 *   [ id, from, to, limit, cursor, bloom, [topic, ...] ]
 *     32B u32   u32 u32    &le;36 B   64 B, or empty: nothing
 * </pre>
 *
 * <p>Over shh/6 the topics are left out (status-go v0.55.1's whisper/v6).
 */
final class HistoryRequests {

    private static final int ITEMS_OF_ENVELOPE = 5;
    private static final long UINT32_MAX = 0xffff_ffffL;

    private HistoryRequests() {}

    static byte[] encode(HistoryRequest request) {
        if (request instanceof HistoryRequest.Sealed sealed) {
            return sealed.envelope().encoded();
        }
        HistoryRequest.Open open = (HistoryRequest.Open) request;
        RlpWriter out = new RlpWriter(256)
                .beginList()
                .write(open.id().bytes())
                .write(open.from())
                .write(open.to())
                .write(open.limit())
                .write(open.cursor())
                .write(
                        open.interest().equals(Bloom.EMPTY)
                                ? new byte[0]
                                : open.interest().bytes());
        Topics.write(open.topics(), out);
        return out.endList().toByteArray();
    }

    static HistoryRequest decode(byte[] payload) throws RlpException, DisconnectException {
        RlpReader items = RlpReader.ofList(payload);
        return items.count() > ITEMS_OF_ENVELOPE
                ? readOpen(items)
                : new HistoryRequest.Sealed(Envelope.decode(payload));
    }

    private static HistoryRequest readOpen(RlpReader items) throws RlpException, DisconnectException {
        Hash id = Hash.of(items.readBytes(Hash.BYTES));
        long from = readUint32(items);
        long to = readUint32(items);
        long limit = readUint32(items);
        byte[] cursor = items.readBytes(0, HistoryEnd.MAX_CURSOR_BYTES);
        byte[] bits = items.readBytes();
        if (bits.length != 0 && bits.length != Bloom.BYTES) {
            throw DisconnectException.subprotocol("a request with a bloom filter of " + bits.length + " bytes");
        }
        Bloom interest = bits.length == 0 ? Bloom.EMPTY : Bloom.of(bits);
        List<Topic> topics = items.hasNext() ? Topics.read(items) : List.of();
        items.finish();
        return new HistoryRequest.Open(id, from, to, limit, cursor, interest, topics);
    }

    private static long readUint32(RlpReader items) throws RlpException {
        int at = items.position();
        long value = items.readLong();
        if (value > UINT32_MAX) {
            throw new RlpException(at, "integer " + value + " in a request exceeds 32 bits");
        }
        return value;
    }
}
