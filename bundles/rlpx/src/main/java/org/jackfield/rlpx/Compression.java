package org.jackfield.rlpx;

import java.io.IOException;
import org.jackfield.api.DisconnectException;
import org.xerial.snappy.Snappy;

/**
 * Payloads in snappy's raw format (EIP-706; google/snappy, format_description.txt). Large ones go to the native library;
 * small ones are done here, since the call into the library alone takes longer than they do.
 */
final class Compression {

    // One tag byte tells the length of a literal of up to 60 bytes.
    private static final int LITERAL_MAX = 60;

    // SnappyBlock is the faster one up to the first length, and up to the second where nothing was gained: that is a
    // literal or two, 10 ns against 150. With many copies to make the library wins.
    private static final int SMALL_BYTES = 256;
    private static final int SMALL_LITERAL_BYTES = 4096;

    // The densest element is a copy: 3 bytes make 64.
    private static final int MAX_RATIO = 22;

    private Compression() {}

    /** Most bytes that a payload of {@code length} can take. */
    static int maxCompressedLength(int length) {
        return Snappy.maxCompressedLength(length);
    }

    /** Compresses {@code payload} and returns how many bytes were written. */
    static int compress(byte[] payload, byte[] out, int offset) {
        if (payload.length <= LITERAL_MAX) {
            return putLiteral(payload, out, offset);
        }
        try {
            return Snappy.compress(payload, 0, payload.length, out, offset);
        } catch (IOException e) {
            throw new IllegalStateException("snappy cannot compress", e);
        }
    }

    /**
     * Inflates what a peer has sent. The length it is to have is checked before anything is allocated.
     *
     * @param most largest length allowed
     * @throws DisconnectException if it is longer, or not snappy's format
     */
    static byte[] inflate(byte[] input, int offset, int length, int most) throws DisconnectException {
        int end = offset + length;
        int elements = offset;
        long inflated = 0;
        for (int shift = 0, more = 0x80; more != 0; shift += 7) {
            if (elements == end || shift == 35) {
                throw DisconnectException.breach("expected snappy's length, got " + length + " bytes without it");
            }
            more = input[elements] & 0x80;
            inflated |= (input[elements++] & 0x7fL) << shift;
        }
        if (inflated > most) {
            throw DisconnectException.breach("payload inflates to " + inflated + " bytes, expected at most " + most);
        }
        if (inflated > (long) MAX_RATIO * length) {
            throw DisconnectException.breach(length + " bytes of snappy cannot inflate to " + inflated);
        }
        byte[] payload = new byte[(int) inflated];
        int small = length > inflated ? SMALL_LITERAL_BYTES : SMALL_BYTES;
        boolean valid = inflated <= small
                ? SnappyBlock.inflate(input, elements, end, payload)
                : inflateNative(input, offset, length, payload);
        if (!valid) {
            throw DisconnectException.breach("payload of " + length + " bytes is not snappy");
        }
        return payload;
    }

    private static int putLiteral(byte[] payload, byte[] out, int offset) {
        out[offset] = (byte) payload.length;
        if (payload.length == 0) {
            return 1;
        }
        out[offset + 1] = (byte) (payload.length - 1 << 2);
        System.arraycopy(payload, 0, out, offset + 2, payload.length);
        return payload.length + 2;
    }

    private static boolean inflateNative(byte[] input, int offset, int length, byte[] payload) {
        try {
            return Snappy.uncompress(input, offset, length, payload, 0) == payload.length;
        } catch (IOException e) {
            return false;
        }
    }
}
