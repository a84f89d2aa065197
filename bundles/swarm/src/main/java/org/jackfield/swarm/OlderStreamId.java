package org.jackfield.swarm;

import java.util.OptionalInt;
import org.jackfield.chunks.Address;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Which stream of stream/8 is meant, {@code [ name, key, live ]} (go-ethereum v1.8.27, swarm/network/stream/messages.go).
 *
 * @param key of {@code SYNC} a bin, to the base of 36
 * @param live what is yet to come; else what was there before
 */
record OlderStreamId(String name, String key, boolean live) {

    /** Requests for single chunks, and their answers. */
    static final OlderStreamId RETRIEVE = new OlderStreamId("RETRIEVE_REQUEST", "", true);

    private static final String SYNC = "SYNC";
    private static final int KEY_BASE = 36;
    private static final int MAX_NAME_BYTES = 64;

    static OlderStreamId sync(int bin, boolean live) {
        return new OlderStreamId(SYNC, Integer.toString(bin, KEY_BASE), live);
    }

    /** The bin, if this is {@code SYNC} of one that there is. */
    OptionalInt bin() {
        for (int bin = 0; bin <= Address.MAX_BIN; bin++) {
            if (equals(sync(bin, live))) {
                return OptionalInt.of(bin);
            }
        }
        return OptionalInt.empty();
    }

    void write(RlpWriter out) {
        out.beginList().write(name).write(key).write(live).endList();
    }

    static OlderStreamId read(RlpReader items) throws RlpException {
        RlpReader parts = items.readList();
        OlderStreamId id =
                new OlderStreamId(parts.readText(MAX_NAME_BYTES), parts.readText(MAX_NAME_BYTES), parts.readBoolean());
        parts.finish();
        return id;
    }
}
