package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.function.Consumer;

/**
 * Lines frames up in native memory and hands them to a channel in segments: many small messages make one, a large one
 * makes many. Used on the channel's event loop only.
 */
final class OutboundFrames {

    // A first segment for what is mostly a single small message, larger ones when more follows before a flush.
    private static final int FIRST_SEGMENT_BYTES = 8 << 10;
    private static final int SEGMENT_BYTES = 64 << 10;

    // So much of a large message goes its way while the rest is encoded, and the other side decodes it meanwhile.
    private static final int AHEAD_BYTES = 256 << 10;

    private final Channel channel;
    private final FrameEncoder encoder;
    private final Consumer<Throwable> failed;

    // Made once, since they would else be made for every message.
    private final ByteSink sink = this::append;
    private final ChannelFutureListener written = this::written;

    private ByteBuf segment = Unpooled.EMPTY_BUFFER;
    private boolean first = true;
    private int unflushed;
    private boolean encoding;
    private long passed;
    private long done;

    /**
     * @param failed told if the channel could not write
     */
    OutboundFrames(Channel channel, FrameEncoder encoder, Consumer<Throwable> failed) {
        this.channel = channel;
        this.encoder = encoder;
        this.failed = failed;
    }

    /**
     * Encodes a message. Of a large one the beginning leaves before the end is encoded.
     *
     * @throws IllegalArgumentException if it does not fit a frame; nothing is written then
     */
    void write(int code, byte[] payload) {
        encoding = true;
        try {
            encoder.encode(code, payload, sink);
        } finally {
            encoding = false;
        }
    }

    /** Lets everything go that was written. */
    void flush() {
        pass();
        first = true;
        flushChannel();
    }

    /** Lets everything go, and completes when the network has taken the last byte. */
    ChannelFuture finish() {
        pass();
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** Whether the network has not taken everything yet. */
    boolean pending() {
        return done < passed;
    }

    /** A number that changes whenever the network takes something. */
    long progress() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return done * 2 * SEGMENT_BYTES + (buffer == null ? 0 : buffer.currentProgress());
    }

    /** Gives up what was not passed to the channel. */
    void release() {
        segment.release();
        segment = Unpooled.EMPTY_BUFFER;
    }

    private void append(byte[] bytes, int offset, int length) {
        if (segment.writableBytes() < length) {
            pass();
            if (unflushed >= AHEAD_BYTES) {
                flushChannel();
            }
            segment = channel.alloc().directBuffer(first ? FIRST_SEGMENT_BYTES : SEGMENT_BYTES);
            first = false;
        }
        segment.writeBytes(bytes, offset, length);
    }

    private void pass() {
        if (segment.isReadable()) {
            passed++;
            unflushed += segment.readableBytes();
            channel.write(segment).addListener(written);
            segment = Unpooled.EMPTY_BUFFER;
        }
    }

    private void written(ChannelFuture write) {
        done++;
        if (!write.isSuccess() && encoding) {
            // Whoever hears of it may write a last message, which must not come in between.
            channel.eventLoop().execute(() -> failed.accept(write.cause()));
        } else if (!write.isSuccess()) {
            failed.accept(write.cause());
        }
    }

    private void flushChannel() {
        unflushed = 0;
        channel.flush();
    }
}
