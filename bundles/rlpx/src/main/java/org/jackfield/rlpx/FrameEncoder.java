package org.jackfield.rlpx;

/**
 * Messages to frames (rlpx.md, "Framing", "Message Encoding").
 *
 * <pre>
 *   0                 16            32                            32 + n        48 + n
 *   | header cipher   | header MAC  | body cipher                 | frame MAC   |
 *
 *   header = size (3 B, big-endian) || c2 80 80 || zeros
 *   body   = message id || payload, compressed or as it is || zeros to n, a multiple of 16
 *   size   = length of message id and payload, without the zeros
 * </pre>
 *
 * <p>The header of a frame is encrypted together with the first piece of its body. Not for use by several threads.
 */
final class FrameEncoder {

    /** Largest frame: what 24 bits can say. */
    static final int MAX_SIZE = (1 << 24) - 1;

    static final int HEADER_BYTES = 16;

    private final Aes aes;
    private final FrameMac mac;
    private final Scratch scratch;
    private boolean compressed;

    FrameEncoder(Aes aes, FrameMac mac, Scratch scratch) {
        this.aes = aes;
        this.mac = mac;
        this.scratch = scratch;
    }

    /** Whether payloads are compressed from the next message on; at first they are not. */
    void compressed(boolean on) {
        compressed = on;
    }

    /**
     * Encodes one message.
     *
     * @param code 0 or above
     * @param payload read, not changed
     * @throws IllegalArgumentException if the frame would exceed {@link #MAX_SIZE}, which a payload that does not
     *     compress can do from some hundred bytes below; nothing is written then, and the encoder can go on
     */
    void encode(int code, byte[] payload, ByteSink sink) {
        if (code < 0) {
            throw new IllegalArgumentException("message id is negative: " + code);
        }
        int room = compressed ? Compression.maxCompressedLength(payload.length) : payload.length;
        byte[] plain = scratch.plain(HEADER_BYTES + MessageId.MAX_BYTES + room + Aes.BLOCK_BYTES);
        int start = HEADER_BYTES + MessageId.put(code, plain, HEADER_BYTES);
        int end = start + putPayload(payload, plain, start);
        int size = end - HEADER_BYTES;
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "message of " + payload.length + " bytes makes a frame of " + size + ", at most " + MAX_SIZE);
        }
        putHeader(size, plain);
        int paddedEnd = padded(end);
        for (int i = end; i < paddedEnd; i++) {
            plain[i] = 0;
        }
        encrypt(plain, paddedEnd, sink);
    }

    /** {@code bytes} rounded up to whole blocks. */
    static int padded(int bytes) {
        return bytes + Aes.BLOCK_BYTES - 1 & -Aes.BLOCK_BYTES;
    }

    private int putPayload(byte[] payload, byte[] plain, int offset) {
        if (compressed) {
            return Compression.compress(payload, plain, offset);
        }
        System.arraycopy(payload, 0, plain, offset, payload.length);
        return payload.length;
    }

    private static void putHeader(int size, byte[] plain) {
        plain[0] = (byte) (size >>> 16);
        plain[1] = (byte) (size >>> 8);
        plain[2] = (byte) size;
        plain[3] = (byte) 0xc2;
        plain[4] = (byte) 0x80;
        plain[5] = (byte) 0x80;
        for (int i = 6; i < HEADER_BYTES; i++) {
            plain[i] = 0;
        }
    }

    private void encrypt(byte[] plain, int end, ByteSink sink) {
        byte[] piece = scratch.piece();
        int at = Math.min(end, Scratch.PIECE_BYTES - FrameMac.BYTES);
        // One call for the header and what follows it; then the header moves down and leaves room for its MAC.
        aes.update(plain, 0, at, piece, FrameMac.BYTES);
        System.arraycopy(piece, FrameMac.BYTES, piece, 0, HEADER_BYTES);
        mac.header(piece, 0);
        mac.put(piece, HEADER_BYTES);
        int bodyAt = HEADER_BYTES + FrameMac.BYTES;
        int filled = at + FrameMac.BYTES;
        mac.absorb(piece, bodyAt, filled - bodyAt);
        while (at < end) {
            sink.accept(piece, 0, filled);
            filled = Math.min(end - at, Scratch.PIECE_BYTES);
            aes.update(plain, at, filled, piece, 0);
            mac.absorb(piece, 0, filled);
            at += filled;
        }
        mac.endBody();
        mac.put(piece, filled);
        sink.accept(piece, 0, filled + FrameMac.BYTES);
    }
}
