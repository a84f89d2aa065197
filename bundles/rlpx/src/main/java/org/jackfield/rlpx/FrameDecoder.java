package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;

/**
 * Frames to messages, from bytes that come in pieces of any size; the layout is drawn at {@link FrameEncoder}. A MAC is
 * checked before what it covers is decrypted. Holds no more than has come in of one frame, and a segment; nothing
 * between two frames.
 *
 * <pre>{@code
 * while (decoder.next(input)) {
 *     handler.received(decoder.code(), decoder.payload());
 * }
 * }</pre>
 *
 * <p>After an exception it must not be used again. Not for use by several threads.
 */
final class FrameDecoder {

    /** Largest payload of a message with an id below {@value #BASE_IDS}, and of any before {@link #established}. */
    static final int MAX_BASE_BYTES = 2048;

    /** Message id of Disconnect. */
    static final int DISCONNECT = 1;

    private static final int BASE_IDS = 0x10;

    // A frame that is smaller gets an array of its own size.
    private static final int MIN_SHARED_BYTES = Scratch.SEGMENT_BYTES / 4;

    // Hello, its message id and what a generous encoder may add.
    private static final int MAX_EARLY_SIZE = MAX_BASE_BYTES + 16;

    private enum State {
        HEADER,
        BODY,
        TRAILER
    }

    private static final byte[] NOTHING = {};

    private final Aes aes;
    private final FrameMac mac;
    private final Scratch scratch;

    private final byte[] block = new byte[FrameEncoder.HEADER_BYTES + FrameMac.BYTES];
    private final List<byte[]> segments = new ArrayList<>(1);

    private State state = State.HEADER;
    private int filled;
    private int size;
    private int maxSize = MAX_EARLY_SIZE;
    private boolean compressed;
    private int code;
    private byte[] payload = NOTHING;

    FrameDecoder(Aes aes, FrameMac mac, Scratch scratch) {
        this.aes = aes;
        this.mac = mac;
        this.scratch = scratch;
    }

    /** Frames of any size pass from the next one on, and payloads are compressed or not. */
    void established(boolean compressed) {
        this.compressed = compressed;
        maxSize = FrameEncoder.MAX_SIZE;
    }

    /**
     * Reads on, up to the end of one frame.
     *
     * @return whether a message is complete; if not, all of {@code input} has been taken
     * @throws DisconnectException if a MAC is wrong ({@link DisconnectReason#NETWORK_ERROR}), or what it covers is too
     *     large, not compressed right, or has no message id ({@link DisconnectReason#PROTOCOL_ERROR})
     */
    boolean next(ByteBuffer input) throws DisconnectException {
        if (state == State.HEADER && fill(block, block.length, input)) {
            openHeader();
        }
        if (state == State.BODY && collect(input)) {
            begin(State.TRAILER);
        }
        if (state == State.TRAILER && fill(block, FrameMac.BYTES, input)) {
            openBody();
            begin(State.HEADER);
            return true;
        }
        return false;
    }

    /** Whether a frame has begun and is not complete. */
    boolean midFrame() {
        return state != State.HEADER || filled > 0;
    }

    /** Message id of the message just completed. */
    int code() {
        return code;
    }

    /** Payload, inflated, of the message just completed; given away, and so to be asked for once. */
    byte[] payload() {
        byte[] given = payload;
        payload = NOTHING;
        return given;
    }

    private void begin(State next) {
        state = next;
        filled = 0;
    }

    private boolean fill(byte[] array, int wanted, ByteBuffer input) {
        int length = Math.min(wanted - filled, input.remaining());
        input.get(array, filled, length);
        filled += length;
        return filled == wanted;
    }

    private void openHeader() throws DisconnectException {
        mac.header(block, 0);
        if (!mac.matches(block, FrameEncoder.HEADER_BYTES)) {
            throw new DisconnectException(DisconnectReason.NETWORK_ERROR, "the MAC of a frame header is wrong");
        }
        byte[] header = scratch.block();
        aes.update(block, 0, FrameEncoder.HEADER_BYTES, header, 0);
        size = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
        if (size > maxSize) {
            throw DisconnectException.breach(
                    "frame of " + size + " bytes before Hello, expected at most " + MAX_EARLY_SIZE);
        }
        begin(State.BODY);
    }

    /** Takes in the body, segment by segment; an array is there only for what has come. */
    private boolean collect(ByteBuffer input) {
        int body = FrameEncoder.padded(size);
        while (filled < body && input.hasRemaining()) {
            int at = filled % Scratch.SEGMENT_BYTES;
            if (at == 0) {
                segments.add(segment(body, input.remaining()));
            }
            byte[] segment = segments.get(segments.size() - 1);
            int length = Math.min(input.remaining(), Math.min(body - filled, Scratch.SEGMENT_BYTES - at));
            input.get(segment, at, length);
            mac.absorb(segment, at, length);
            filled += length;
        }
        return filled == body;
    }

    /** The shared array only where the frame will be opened before this call of {@link #next} returns. */
    private byte[] segment(int body, int available) {
        boolean complete = filled == 0 && body + FrameMac.BYTES <= available && body <= Scratch.SEGMENT_BYTES;
        if (complete) {
            return scratch.segment();
        }
        int wanted = Math.min(body - filled, Scratch.SEGMENT_BYTES);
        return wanted >= MIN_SHARED_BYTES ? scratch.takeSegment() : new byte[wanted];
    }

    private void openBody() throws DisconnectException {
        mac.endBody();
        if (!mac.matches(block, 0)) {
            throw new DisconnectException(DisconnectReason.NETWORK_ERROR, "the MAC of a frame is wrong");
        }
        byte[] plain = decrypt();
        code = MessageId.read(plain, size);
        int start = MessageId.length(code);
        payload = open(plain, start, size - start);
    }

    private byte[] decrypt() {
        int body = FrameEncoder.padded(size);
        byte[] plain = scratch.plain(body);
        int at = 0;
        for (byte[] segment : segments) {
            int length = Math.min(body - at, Scratch.SEGMENT_BYTES);
            for (int done = 0; done < length; done += Scratch.PIECE_BYTES) {
                aes.update(segment, done, Math.min(length - done, Scratch.PIECE_BYTES), plain, at + done);
            }
            at += length;
            scratch.giveBack(segment);
        }
        segments.clear();
        return plain;
    }

    private byte[] open(byte[] plain, int offset, int length) throws DisconnectException {
        int most = code < BASE_IDS ? MAX_BASE_BYTES : FrameEncoder.MAX_SIZE;
        if (compressed) {
            try {
                return Compression.inflate(plain, offset, length, most);
            } catch (DisconnectException e) {
                // Peers that give up during Hello, or never compress this one, send it as it is.
                boolean bare = code == DISCONNECT && length <= MAX_BASE_BYTES;
                if (!bare) {
                    throw e;
                }
            }
        }
        if (length > most) {
            throw DisconnectException.breach("message " + code + " of " + length + " bytes, expected at most " + most);
        }
        return Arrays.copyOfRange(plain, offset, offset + length);
    }
}
