package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jackfield.api.DisconnectException;

/**
 * What has come in and is not delivered yet, in order, and as it came: encrypted, and compressed. As a rule that is
 * what the channel lends, for the time of one read; the rest is kept when the handler has had enough. Used on the
 * channel's event loop only.
 *
 * <pre>{@code
 * intake.lend(input);
 * while (wanted && intake.next()) {
 *     handler.received(intake.code(), intake.payload());
 * }
 * intake.keep();
 * }</pre>
 */
final class Intake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final FrameDecoder decoder;
    private final Queue<ByteBuffer> kept = new ArrayDeque<>(2);

    // What is read now, before anything kept.
    private ByteBuffer current = NOTHING;
    private boolean lent;
    private long frames;

    Intake(FrameDecoder decoder) {
        this.decoder = decoder;
    }

    /** Takes {@code input} in, which stays the caller's; to be followed by {@link #keep}. */
    void lend(ByteBuffer input) {
        if (isEmpty()) {
            current = input;
            lent = true;
        } else {
            kept.add(copy(input));
        }
    }

    /** Copies what is left of the input that was lent. */
    void keep() {
        if (lent) {
            lent = false;
            current = copy(current);
        }
    }

    /**
     * Reads on, up to the end of one message.
     *
     * @return whether a message is complete; if not, all has been read
     * @throws DisconnectException as {@link FrameDecoder#next}
     */
    boolean next() throws DisconnectException {
        while (!decoder.next(current)) {
            if (kept.isEmpty()) {
                current = NOTHING;
                return false;
            }
            current = kept.remove();
        }
        frames++;
        return true;
    }

    /** Message id of the message just completed. */
    int code() {
        return decoder.code();
    }

    /** Payload of the message just completed; given away. */
    byte[] payload() {
        return decoder.payload();
    }

    /** Whether all has been read. */
    boolean isEmpty() {
        return !current.hasRemaining() && kept.isEmpty();
    }

    /** What has not been read. */
    long bytes() {
        long bytes = current.remaining();
        for (ByteBuffer later : kept) {
            bytes += later.remaining();
        }
        return bytes;
    }

    /** Whether a message has begun and is not complete. */
    boolean midMessage() {
        return decoder.midFrame();
    }

    /** A number that changes with every message read. */
    long progress() {
        return frames;
    }

    /** Gives up what has not been read. */
    void clear() {
        current = NOTHING;
        lent = false;
        kept.clear();
    }

    private static ByteBuffer copy(ByteBuffer input) {
        return input.hasRemaining()
                ? ByteBuffer.allocate(input.remaining()).put(input).flip()
                : NOTHING;
    }
}
