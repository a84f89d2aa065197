package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;

/** Gathers envelopes for one packet. */
final class Packet {

    /** go-ethereum's default for the largest packet that it takes (whisper/whisperv6/doc.go), in bytes. */
    static final int MAX_BYTES = 1 << 20;

    /** The header of a list of less than 16 MiB. */
    private static final int HEADER_BYTES = 4;

    private final List<Envelope> envelopes = new ArrayList<>();
    private long bytes = HEADER_BYTES;

    /** Length of the packet with that envelope alone. */
    static long bytes(Envelope envelope) {
        return HEADER_BYTES + envelope.encoded().length;
    }

    /** @return false if it does not fit beside the others */
    boolean add(Envelope envelope) {
        if (!envelopes.isEmpty() && bytes + envelope.encoded().length > MAX_BYTES) {
            return false;
        }
        envelopes.add(envelope);
        bytes += envelope.encoded().length;
        return true;
    }

    boolean isEmpty() {
        return envelopes.isEmpty();
    }

    List<Envelope> envelopes() {
        return List.copyOf(envelopes);
    }
}
