package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.transport.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the bytes of a {@link Handshake}, and makes way for a {@link SocketLink} when it is done. */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);

    /** Makes the handshake once the connection stands: it costs an encryption. */
    interface Opening {
        Handshake begin() throws HandshakeException;
    }

    /** Told of the outcome, once, on the event loop. */
    interface Outcome {

        void connected(Link link);

        /** The channel is being closed. */
        void failed(IOException cause);
    }

    private final Opening opening;
    private final boolean inbound;
    private final Settings settings;
    private final Outcome outcome;

    private Optional<Handshake> handshake = Optional.empty();
    private Optional<Future<?>> timeout = Optional.empty();
    private boolean done;

    /** What all links of one event loop have in common. */
    record Settings(Timeouts timeouts, Scratch scratch) {}

    HandshakeHandler(Opening opening, boolean inbound, Settings settings, Outcome outcome) {
        this.opening = opening;
        this.inbound = inbound;
        this.settings = settings;
        this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        long nanos = settings.timeouts().handshake().toNanos();
        timeout = Optional.of(context.executor().schedule(() -> timedOut(context), nanos, TimeUnit.NANOSECONDS));
        try {
            Handshake begun = opening.begin();
            handshake = Optional.of(begun);
            send(context, begun.opening());
        } catch (HandshakeException e) {
            fail(context, e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        try {
            if (!done && handshake.isPresent()) {
                read(context, handshake.get(), input);
            }
        } catch (HandshakeException e) {
            fail(context, e);
        } finally {
            input.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            channelInactive(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        String why = inbound ? "" : ": perhaps it is not the node that was dialed";
        fail(context, new EOFException("closed by the other side during the encryption handshake" + why));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException failure) {
            fail(context, failure);
        } else {
            LOG.error("a handshake fails by a fault of this node", cause);
            fail(context, new IOException("internal error", cause));
            context.close();
        }
    }

    private void read(ChannelHandlerContext context, Handshake running, ByteBuf input) throws HandshakeException {
        ByteBuffer view = input.nioBuffer();
        Optional<Handshake.Result> result = running.read(view);
        if (result.isPresent()) {
            input.skipBytes(view.position());
            complete(context, result.get(), input);
        }
    }

    private void complete(ChannelHandlerContext context, Handshake.Result result, ByteBuf rest)
            throws HandshakeException {
        // First, so that both sides compute their secrets at the same time.
        send(context, result.reply());
        Secrets secrets = result.secrets();
        done = true;
        timeout.ifPresent(running -> running.cancel(false));
        DuplexChannel channel = (DuplexChannel) context.channel();
        Endpoints endpoints = new Endpoints(
                secrets.remote(),
                (InetSocketAddress) channel.localAddress(),
                (InetSocketAddress) channel.remoteAddress(),
                inbound);
        Session session = Session.of(secrets, settings.scratch());
        SocketLink link = new SocketLink(channel, endpoints, session, settings.timeouts());
        // The link reads when it is started.
        channel.config().setAutoRead(false);
        link.receive(rest);
        context.pipeline().replace(this, null, link);
        outcome.connected(link);
    }

    private void timedOut(ChannelHandlerContext context) {
        fail(
                context,
                new SocketTimeoutException("no encryption handshake within "
                        + settings.timeouts().handshake().toMillis() + " ms"));
    }

    private void fail(ChannelHandlerContext context, IOException cause) {
        if (!done) {
            done = true;
            timeout.ifPresent(running -> running.cancel(false));
            context.close();
            outcome.failed(cause);
        }
    }

    private static void send(ChannelHandlerContext context, byte[] bytes) {
        if (bytes.length > 0) {
            context.writeAndFlush(Unpooled.wrappedBuffer(bytes), context.voidPromise());
        }
    }
}
