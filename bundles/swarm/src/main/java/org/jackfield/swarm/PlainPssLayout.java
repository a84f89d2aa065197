package org.jackfield.swarm;

import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
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

    private static final long MAX_EXPIRY = 0xffff_ffffL;

    @Override
    public byte[] encode(PssMessage message) {
        byte[] flags = {(byte) ((message.symmetric() ? SYMMETRIC : 0) | (message.raw() ? RAW : 0))};
        RlpWriter out = new RlpWriter(message.payload().length + OVERHEAD_BYTES).beginList();
        out.write(message.to().bytes()).write(flags).write(message.expiry());
        return out.write(message.topic().bytes())
                .write(message.payload())
                .endList()
                .toByteArray();
    }

    @Override
    public PssMessage decode(byte[] payload) throws RlpException {
        RlpReader items = RlpReader.ofList(payload);
        Destination to = Destination.of(items.readBytes(0, Overlay.BYTES));
        int flags = items.readBytes(1)[0];
        int at = items.position();
        long expiry = items.readLong();
        if (expiry > MAX_EXPIRY) {
            throw new RlpException(at, "an expiry of more than 32 bits");
        }
        Topic topic = Topic.of(items.readBytes(Topic.BYTES));
        byte[] contents = items.readBytes();
        items.finish();
        return new PssMessage(to, (flags & RAW) != 0, (flags & SYMMETRIC) != 0, expiry, topic, contents);
    }
}
