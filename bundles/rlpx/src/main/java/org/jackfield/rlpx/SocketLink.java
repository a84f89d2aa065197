package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over a channel whose handshake is done. All state belongs to the channel's event loop.
 *
 * <pre>
 *   OPEN      once started, what comes is delivered
 *   ENDED     ended() was told; messages may still be written
 *   CLOSING   close() was called: a Farewell is taken; what comes is dropped
 *   CLOSED    the socket is closed
 * </pre>
 *
 * <p>That the one side hears why the other one leaves takes both. Who leaves goes on reading, so that its socket is not
 * reset ({@link Farewell}). Who is left reads what has arrived before it takes a failed write for the end ({@link
 * InboundFrames}): a go-ethereum, of 2018 as of today, writes its Disconnect and closes, whatever of ours it has not
 * read. Its kernel then resets the connection, and our writes fail while the Disconnect is still to be read. (Linux lets
 * us read what had arrived before a reset; another system may not.) For a handler that does not read, what stands before
 * the Disconnect is given up after half the linger, since it could be much, and nobody wants it any more. Only a side that has
 * not read until its receive buffer was full cannot be told: the Disconnect never gets there.
 */
final class SocketLink extends ChannelInboundHandlerAdapter implements Link {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

    private enum State {
        OPEN,
        ENDED,
        CLOSING,
        CLOSED
    }

    private final DuplexChannel channel;
    private final Endpoints endpoints;
    private final FrameEncoder encoder;
    private final FrameDecoder decoder;
    private final Timeouts timeouts;
    private final InboundFrames inbound;
    private final OutboundFrames outbound;
    private final Farewell farewell;
    private final Watchdog stallWatch;
    private final Executor executor;

    private LinkHandler handler = Silence.INSTANCE;
    private State state = State.OPEN;
    private boolean started;
    private boolean flushWanted;
    private boolean socketClosed;

    SocketLink(DuplexChannel channel, Endpoints endpoints, Session session, Timeouts timeouts) {
        this.channel = channel;
        this.endpoints = endpoints;
        this.encoder = session.encoder();
        this.decoder = session.decoder();
        this.timeouts = timeouts;
        this.inbound = new InboundFrames(channel, decoder, timeouts, new Delivery());
        this.outbound = new OutboundFrames(channel, encoder, this::writeFailed);
        this.farewell = new Farewell(channel, outbound, timeouts);
        this.stallWatch = new Watchdog(
                channel.eventLoop(), timeouts.stall(), outbound::pending, outbound::progress, this::stalled);
        this.executor = task -> execute(channel, task);
    }

    @Override
    public NodeId remoteId() {
        return endpoints.remoteId();
    }

    @Override
    public InetSocketAddress localAddress() {
        return endpoints.local();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return endpoints.remote();
    }

    @Override
    public boolean inbound() {
        return endpoints.inbound();
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public void start(LinkHandler receiver) {
        if (started) {
            throw new IllegalStateException("the link has been started before");
        }
        started = true;
        handler = receiver;
        if (state == State.OPEN) {
            inbound.begin();
        }
        tellIfClosed();
    }

    @Override
    public void established(boolean compressed) {
        encoder.compressed(compressed);
        decoder.established(compressed);
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public void write(int code, byte[] payload) {
        if (state.compareTo(State.CLOSING) < 0 && !socketClosed) {
            outbound.write(code, payload);
        }
    }

    @Override
    public void flush() {
        if (inbound.delivering()) {
            // Answers to messages that came together leave together.
            flushWanted = true;
        } else if (state.compareTo(State.CLOSING) < 0) {
            outbound.flush();
            stallWatch.watch();
        }
    }

    @Override
    public void reading(boolean on) {
        if (!channel.eventLoop().inEventLoop()) {
            executor.execute(() -> reading(on));
            return;
        }
        inbound.reading(on);
    }

    @Override
    public void close() {
        if (!channel.eventLoop().inEventLoop()) {
            executor.execute(this::close);
        } else if (state.compareTo(State.CLOSING) < 0) {
            state = State.CLOSING;
            inbound.stop();
            farewell.begin();
            if (socketClosed) {
                // Not from within close(), whose caller would not expect to be called.
                executor.execute(this::tellIfClosed);
            }
        }
    }

    /** Bytes that came right behind the handshake, before anything else is read. They stay the caller's. */
    void receive(ByteBuf input) {
        inbound.receive(input);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        try {
            receive(input);
        } finally {
            input.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            // Not from within a flush, whose caller would not expect to be called.
            executor.execute(this::tellWritable);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            farewell.remoteClosed();
            inbound.complete(endOfFile());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException failure) {
            inbound.lose(failure);
            inbound.complete(failure);
        } else {
            fail(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        socketClosed = true;
        outbound.release();
        inbound.complete(endOfFile());
        tellIfClosed();
    }

    /** What comes of the input. */
    private final class Delivery implements InboundFrames.Receiver {

        @Override
        public void received(int code, byte[] payload) {
            try {
                handler.received(code, payload);
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        @Override
        public void delivered() {
            handler.delivered();
            if (flushWanted) {
                flushWanted = false;
                flush();
            }
        }

        @Override
        public void ended(IOException cause) {
            state = State.ENDED;
            handler.ended(cause);
            tellIfClosed();
        }
    }

    private void fail(Throwable cause) {
        LOG.error(
                "link to {} fails by a fault of this node", endpoints.remoteId().shortHex(), cause);
        inbound.end(new IOException("internal error", cause));
        channel.close();
    }

    /** The last word to the handler, unless it is to hear of the end before. */
    private void tellIfClosed() {
        if (socketClosed && started && (state == State.ENDED || state == State.CLOSING)) {
            state = State.CLOSED;
            handler.closed();
        }
    }

    private void tellWritable() {
        if (state == State.OPEN && channel.isWritable()) {
            handler.writable();
        }
    }

    private void stalled() {
        inbound.end(new SocketTimeoutException(
                "the other side has taken nothing for " + timeouts.stall().toSeconds() + " s"));
    }

    private void writeFailed(Throwable cause) {
        // Netty's word is that its output is shut down; the network's is behind it.
        Throwable network =
                cause instanceof ChannelOutputShutdownException && cause.getCause() != null ? cause.getCause() : cause;
        inbound.lose(network instanceof IOException failure ? failure : new IOException("cannot write", network));
    }

    private static IOException endOfFile() {
        return new EOFException("the other side closed the connection");
    }

    private static void execute(Channel channel, Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.trace("the transport is closed: a task is dropped", e);
        }
    }
}
