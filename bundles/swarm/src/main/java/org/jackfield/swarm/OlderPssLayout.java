package org.jackfield.swarm;

import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Envelope;
import org.jackfield.pss.PssMessage;
import org.jackfield.pss.Topic;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Messages of pss/2 beside bzz/8: in an envelope of whisper's (go-ethereum v1.8.27, swarm/pss/types.go and whisper/whisperv6).
 *
 * <pre>
 *   [ to,      flags, expiry,    [ expiry,  ttl,    topic, payload, nonce  ] ]
 *     0..32 B  1 B    s, 32 bit    32 bit   32 bit  4 B             64 bit
 *
 *   flags      as {@link PlainPssLayout} has them
 * </pre>
 */
final class OlderPssLayout implements PssLayout {

    private static final int OVERHEAD_BYTES = 96;

    @Override
    public byte[] encode(PssMessage message) {
        Envelope envelope = message.envelope();
        RlpWriter out = new RlpWriter(message.payload().length + OVERHEAD_BYTES).beginList();
        PlainPssLayout.writeHead(out, message);
        out.beginList().write(envelope.expiry()).write(envelope.ttl());
        out.write(message.topic().bytes()).write(message.payload()).write(envelope.nonce());
        return out.endList().endList().toByteArray();
    }

    @Override
    public PssMessage decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Destination to = Destination.of(items.readBytes(0, Overlay.BYTES));
        int flags = items.readBytes(1)[0];
        long expiry = PlainPssLayout.readSeconds(items);
        RlpReader wrapped = items.readList();
        items.finish();
        long wrappedExpiry = PlainPssLayout.readSeconds(wrapped);
        long ttl = PlainPssLayout.readSeconds(wrapped);
        Topic topic = Topic.of(wrapped.readBytes(Topic.BYTES));
        byte[] contents = wrapped.readBytes();
        Envelope envelope = new Envelope(wrappedExpiry, ttl, wrapped.readUnsignedLong());
        wrapped.finish();
        return PlainPssLayout.message(to, flags, expiry, topic, contents, envelope);
    }
}
