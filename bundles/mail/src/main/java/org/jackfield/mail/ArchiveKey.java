package org.jackfield.mail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;

/**
 * Under what an envelope is stored; the keys are in the order of time. It is the cursor of an answer as well, the same in
 * go-ethereum and Status.
 *
 * <pre>
 *   sent  hash
 *   4 B   32 B    big-endian seconds since 1970, Keccak-256 of the envelope
 * </pre>
 */
final class ArchiveKey {

    static final int BYTES = Integer.BYTES + Hash.BYTES;

    private ArchiveKey() {}

    static byte[] of(Envelope envelope) {
        return of(envelope.sent(), envelope.hash().bytes());
    }

    /** Not after any key of that second. */
    static byte[] first(long sent) {
        return of(sent, new byte[Hash.BYTES]);
    }

    /** Not before any key of that second. */
    static byte[] last(long sent) {
        byte[] highest = new byte[Hash.BYTES];
        Arrays.fill(highest, (byte) 0xff);
        return of(sent, highest);
    }

    /** The time in a key. */
    static long sent(byte[] key) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(key).getInt());
    }

    private static byte[] of(long sent, byte[] hash) {
        return ByteBuffer.allocate(BYTES).putInt((int) sent).put(hash).array();
    }
}
