package org.jackfield.rlpx;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jackfield.crypto.Keccak256;

/**
 * Working arrays of one event loop, shared by all its links, so that an idle link holds none. What is in them lasts
 * until the next call of the codec that uses them. Not for use by several threads.
 */
final class Scratch {

    /** Size of the pieces in which large frames are encrypted and authenticated while they are in the cache. */
    static final int PIECE_BYTES = 4096;

    /** Size of the arrays that hold ciphertext which has come in. */
    static final int SEGMENT_BYTES = 1 << 16;

    // For a frame of 1 MiB and the beginnings of others: 2 MiB.
    private static final int SPARE_SEGMENTS = 32;

    // Room for a compressed message of 1 MiB. More is allocated for one frame at a time.
    private static final int KEPT_BYTES = 5 << 18;

    private final byte[] piece = new byte[PIECE_BYTES + FrameMac.BYTES];
    private final byte[] segment = new byte[SEGMENT_BYTES];
    private final Deque<byte[]> spares = new ArrayDeque<>();
    private final byte[] block = new byte[Aes.BLOCK_BYTES];
    private final long[] lanes = new long[Keccak256.WORK_LANES];
    private byte[] plain = new byte[2 * PIECE_BYTES];

    /** For ciphertext on its way out: one piece and a MAC. */
    byte[] piece() {
        return piece;
    }

    /** For a block of AES. */
    byte[] block() {
        return block;
    }

    /** For a digest of Keccak. */
    long[] lanes() {
        return lanes;
    }

    /** For ciphertext of a frame that has come in as a whole. */
    byte[] segment() {
        return segment;
    }

    /** For ciphertext of a large frame that has not: an array to keep, of {@link #SEGMENT_BYTES}, with anything in it. */
    byte[] takeSegment() {
        byte[] spare = spares.poll();
        return spare == null ? new byte[SEGMENT_BYTES] : spare;
    }

    /** A segment that nobody uses any more, from wherever; some are kept for the next frames. */
    void giveBack(byte[] used) {
        if (used != segment && used.length == SEGMENT_BYTES && spares.size() < SPARE_SEGMENTS) {
            spares.push(used);
        }
    }

    /** For a frame in the clear: at least {@code bytes}. */
    byte[] plain(int bytes) {
        if (bytes > KEPT_BYTES) {
            return new byte[bytes];
        }
        if (bytes > plain.length) {
            plain = new byte[Math.min(2 * bytes, KEPT_BYTES)];
        }
        return plain;
    }
}
