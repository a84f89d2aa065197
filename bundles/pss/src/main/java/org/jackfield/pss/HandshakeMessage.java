package org.jackfield.pss;

import java.util.ArrayList;
import java.util.List;
import org.jackfield.crypto.sealed.SymmetricCipher;
import org.jackfield.overlay.Overlay;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Symmetric keys for somebody who has our public key, sent encrypted for theirs (ethersphere swarm v0.5.8, pss/handshake.go,
 * {@code handshakeMsg}).
 *
 * <pre>
 *   [ from,    limit,  [ key, ... ], request, topic ]
 *     0..32 B  16 bit    32 B        8 bit    4 B
 * </pre>
 *
 * @param from where the sender is to be written to with them
 * @param limit how many messages each is good for
 * @param request how many keys are wanted in return
 */
record HandshakeMessage(Destination from, int limit, List<byte[]> keys, int request, Topic topic) {

    private static final int MAX_LIMIT = 0xffff;
    private static final int MAX_REQUEST = 0xff;

    byte[] encode() {
        RlpWriter out = new RlpWriter().beginList().write(from.bytes()).write(limit);
        out.beginList();
        keys.forEach(out::write);
        return out.endList().write(request).write(topic.bytes()).endList().toByteArray();
    }

    /** @throws RlpException if it is none: other messages come under the same topic */
    static HandshakeMessage decode(byte[] message) throws RlpException {
        RlpReader items = RlpReader.ofList(message);
        Destination from = Destination.of(items.readBytes(0, Overlay.BYTES));
        int limit = readAtMost(MAX_LIMIT, items);
        List<byte[]> keys = new ArrayList<>();
        for (RlpReader each = items.readList(); each.hasNext() && keys.size() <= MAX_REQUEST; ) {
            keys.add(each.readBytes(SymmetricCipher.KEY_BYTES));
        }
        int request = readAtMost(MAX_REQUEST, items);
        Topic topic = Topic.of(items.readBytes(Topic.BYTES));
        items.finish();
        return new HandshakeMessage(from, limit, keys, request, topic);
    }

    private static int readAtMost(int max, RlpReader items) throws RlpException {
        int at = items.position();
        int number = items.readInt();
        if (number > max) {
            throw new RlpException(at, number + ", at most " + max + " expected");
        }
        return number;
    }
}
