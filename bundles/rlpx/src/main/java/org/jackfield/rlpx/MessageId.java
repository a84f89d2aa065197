package org.jackfield.rlpx;

import org.jackfield.api.DisconnectException;

/**
 * A message id at the start of a frame: a canonical RLP integer (rlpx.md, "Message Encoding").
 *
 * <pre>
 *   0            80
 *   1..7f        the byte itself
 *   from 80      80 + n, then n bytes, big-endian, the first of them not zero
 * </pre>
 *
 * <p>Ids of more than 31 bits are refused; nobody has so many messages.
 */
final class MessageId {

    /** Longest form. */
    static final int MAX_BYTES = 5;

    private static final int STRING = 0x80;

    private MessageId() {}

    /** Bytes that {@code code} takes. */
    static int length(int code) {
        return code < STRING ? 1 : 1 + integerBytes(code);
    }

    /** Writes {@code code}, 0 or above, and returns its length. */
    static int put(int code, byte[] out, int offset) {
        if (code < STRING) {
            out[offset] = (byte) (code == 0 ? STRING : code);
            return 1;
        }
        int bytes = integerBytes(code);
        out[offset] = (byte) (STRING + bytes);
        for (int i = 1, shift = (bytes - 1) * Byte.SIZE; shift >= 0; i++, shift -= Byte.SIZE) {
            out[offset + i] = (byte) (code >>> shift);
        }
        return 1 + bytes;
    }

    /** Reads the id at the start of {@code length} bytes. */
    static int read(byte[] frame, int length) throws DisconnectException {
        if (length == 0) {
            throw DisconnectException.breach("expected a message id, got an empty frame");
        }
        int first = frame[0] & 0xff;
        if (first > 0 && first < STRING) {
            return first;
        }
        int bytes = first - STRING;
        if (bytes < 0 || bytes >= MAX_BYTES || bytes >= length) {
            throw bad(first, "no integer of 31 bits");
        }
        int code = 0;
        for (int i = 1; i <= bytes; i++) {
            code = code << Byte.SIZE | frame[i] & 0xff;
        }
        if (code < 0 || bytes > 0 && code < STRING || bytes > 0 && frame[1] == 0) {
            throw bad(first, "not canonical, or beyond 31 bits");
        }
        return code;
    }

    private static DisconnectException bad(int first, String why) {
        return DisconnectException.breach(
                String.format("expected a message id, got %s in a frame that begins with %02x", why, first));
    }

    private static int integerBytes(int code) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(code) + 7) / Byte.SIZE;
    }
}
