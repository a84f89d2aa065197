package org.jackfield.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** The keys as bytes: an RLP list of {@code [id, pair, created in ms since 1970, secret]}. */
final class KeyList {

    static final int ID_BYTES = 32;
    static final int SECRET_BYTES = 32;

    private KeyList() {}

    static byte[] encode(Collection<RingKey> keys) {
        RlpWriter writer = new RlpWriter().beginList();
        for (RingKey key : keys) {
            KeyEntry entry = key.entry();
            writer.beginList()
                    .write(HexFormat.of().parseHex(entry.id()))
                    .write(entry.pair())
                    .write(entry.created().toEpochMilli())
                    .write(key.secret())
                    .endList();
        }
        return writer.endList().toByteArray();
    }

    static List<RingKey> decode(byte[] encoded) throws RlpException {
        List<RingKey> keys = new ArrayList<>();
        RlpReader list = RlpReader.ofList(encoded);
        while (list.hasNext()) {
            keys.add(key(list.readList()));
        }
        return keys;
    }

    private static RingKey key(RlpReader items) throws RlpException {
        String id = HexFormat.of().formatHex(items.readBytes(ID_BYTES));
        boolean pair = items.readBoolean();
        long created = items.readLong();
        byte[] secret = items.readBytes(SECRET_BYTES);
        items.finish();
        if (pair && !Secp256k1.isPrivateKey(secret)) {
            throw new RlpException(items.position(), "key " + id + " is not a private key");
        }
        return new RingKey(new KeyEntry(id, pair, Instant.ofEpochMilli(created)), secret);
    }
}
