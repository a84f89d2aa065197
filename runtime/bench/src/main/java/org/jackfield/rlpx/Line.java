package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jackfield.api.transport.Link;

/** A link, and what can be done to its socket behind its back. For any thread. */
public final class Line {

    private final Link link;
    private final Channel channel;

    Line(Link link, Channel channel) {
        this.link = link;
        this.channel = channel;
    }

    public Link link() {
        return link;
    }

    /** Whether the socket is not closed yet. */
    public boolean open() {
        return channel.isOpen();
    }

    /** Closes the socket without a word. */
    public void hangUp() {
        channel.close();
    }

    /**
     * Lets half of what is written next out, and nothing more.
     *
     * @param silent whether the socket stays open then, until the other side closes it
     */
    public void tear(boolean silent) {
        channel.pipeline().addFirst(new Tear(silent));
    }

    private static final class Tear extends ChannelOutboundHandlerAdapter {

        private final boolean silent;
        private boolean torn;

        Tear(boolean silent) {
            this.silent = silent;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf bytes = (ByteBuf) message;
            if (!torn) {
                torn = true;
                context.write(bytes.slice(bytes.readerIndex(), bytes.readableBytes() / 2), promise);
            } else {
                bytes.release();
                promise.setSuccess();
            }
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            context.flush();
            if (torn && !silent) {
                context.close();
            }
        }
    }
}
