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
 * Messages of pss/2 beside bzz/13 and later (ethersphere swarm v0.5.8, pss/message).
 *
 * <pre>
 *   [ to,      flags, expiry,    topic, payload ]
 *     0..32 B  1 B    s, 32 bit  4 B
 *
 *   flags      a string, so that 0 is 00 and not 80; bit 0: symmetric, bit 1: raw
 * </pre>
 */
final class PlainPssLayout implements PssLayout {

    private static final int SYMMETRIC = 1;
    private static final int RAW = 2;

    /** What a list of one big and four small items needs besides. */
    private static final int OVERHEAD_BYTES = 64;

    private static final long MAX_SECONDS = 0xffff_ffffL;

    @Override
    public byte[] encode(PssMessage message) {
        RlpWriter out = new RlpWriter(message.payload().length + OVERHEAD_BYTES).beginList();
        writeHead(out, message);
        return out.write(message.topic().bytes())
                .write(message.payload())
                .endList()
                .toByteArray();
    }

    /** What both layouts begin with. */
    static void writeHead(RlpWriter out, PssMessage message) {
        byte[] flags = {(byte) ((message.symmetric() ? SYMMETRIC : 0) | (message.raw() ? RAW : 0))};
        out.write(message.to().bytes()).write(flags).write(message.expiry());
    }

    @Override
    public PssMessage decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Destination to = Destination.of(items.readBytes(0, Overlay.BYTES));
        int flags = items.readBytes(1)[0];
        long expiry = readSeconds(items);
        Topic topic = Topic.of(items.readBytes(Topic.BYTES));
        byte[] contents = items.readBytes();
        items.finish();
        return message(to, flags, expiry, topic, contents, Envelope.NONE);
    }

    static PssMessage message(Destination to, int flags, long expiry, Topic topic, byte[] contents, Envelope envelope) {
        return new PssMessage(to, (flags & RAW) != 0, (flags & SYMMETRIC) != 0, expiry, topic, contents, envelope);
    }

    static long readSeconds(RlpReader items) throws RlpException {
        int at = items.position();
        long seconds = items.readLong();
        if (seconds > MAX_SECONDS) {
            throw new RlpException(at, "a time of more than 32 bits");
        }
        return seconds;
    }
}
