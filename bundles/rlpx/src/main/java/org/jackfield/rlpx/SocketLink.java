package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link over a channel whose handshake is done. All state belongs to the channel's event loop.
 *
 * <pre>
 *   WAITING   until start(): what comes is held, reading is off
 *   OPEN      frames are delivered
 *   ENDED     ended() was told; messages may still be written
 *   CLOSING   close() was called: flush, half-close, linger; what comes is dropped
 *   CLOSED    the socket is closed
 * </pre>
 */
final class SocketLink extends ChannelInboundHandlerAdapter implements Link {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

    private enum State {
        WAITING,
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
    private final OutboundFrames outbound;
    private final Farewell farewell;
    private final Watchdog frameWatch;
    private final Watchdog stallWatch;
    private final Executor executor;

    // What came before start().
    private byte[] early = {};
    private Optional<IOException> earlyEnd = Optional.empty();

    private LinkHandler handler = Silence.INSTANCE;
    private State state = State.WAITING;
    private boolean started;
    private boolean readingOn = true;
    private boolean inRead;
    private boolean flushWanted;
    private boolean socketClosed;
    private long framesRead;

    SocketLink(DuplexChannel channel, Endpoints endpoints, Session session, Timeouts timeouts) {
        this.channel = channel;
        this.endpoints = endpoints;
        this.encoder = session.encoder();
        this.decoder = session.decoder();
        this.timeouts = timeouts;
        this.outbound = new OutboundFrames(channel, encoder, this::writeFailed);
        this.farewell = new Farewell(channel, outbound, timeouts.linger());
        this.frameWatch = new Watchdog(
                channel.eventLoop(),
                timeouts.frame(),
                () -> state == State.OPEN && readingOn && decoder.midFrame(),
                () -> framesRead,
                () -> end(new SocketTimeoutException("a frame was begun and not completed in "
                        + timeouts.frame().toSeconds() + " s")));
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
        if (state == State.WAITING) {
            state = State.OPEN;
            deliver(ByteBuffer.wrap(early));
            early = new byte[0];
            earlyEnd.ifPresent(this::end);
            applyReading();
        }
        if (socketClosed) {
            tellClosed();
        }
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
        if (state.compareTo(State.CLOSING) < 0) {
            outbound.write(code, payload);
        }
    }

    @Override
    public void flush() {
        if (inRead) {
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
        readingOn = on;
        applyReading();
        frameWatch.restart();
        frameWatch.watch();
    }

    @Override
    public void close() {
        if (!channel.eventLoop().inEventLoop()) {
            executor.execute(this::close);
        } else if (state.compareTo(State.CLOSING) < 0) {
            state = State.CLOSING;
            farewell.begin();
        }
    }

    /** Bytes that followed the handshake, before anything else is read. */
    void receive(ByteBuf input) {
        if (state == State.WAITING) {
            byte[] longer = Arrays.copyOf(early, early.length + input.readableBytes());
            input.getBytes(input.readerIndex(), longer, early.length, input.readableBytes());
            early = longer;
        } else if (state == State.OPEN) {
            deliver(input.nioBuffer());
        }
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
            end(endOfFile());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException failure) {
            end(failure);
            if (state == State.CLOSING) {
                channel.close();
            }
        } else {
            LOG.error(
                    "link to {} fails by a fault of this node",
                    endpoints.remoteId().shortHex(),
                    cause);
            end(new IOException("internal error", cause));
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(endOfFile());
        socketClosed = true;
        outbound.release();
        if (started) {
            tellClosed();
        }
    }

    private void deliver(ByteBuffer input) {
        inRead = true;
        try {
            while (state == State.OPEN && decoder.next(input)) {
                framesRead++;
                handler.received(decoder.code(), decoder.payload());
            }
            frameWatch.watch();
        } catch (DisconnectException e) {
            end(e);
        } finally {
            inRead = false;
        }
        if (flushWanted) {
            flushWanted = false;
            flush();
        }
    }

    /** Tells the handler once that no more will come, or keeps it for {@link #start}. */
    private void end(IOException cause) {
        if (state == State.WAITING) {
            earlyEnd = Optional.of(earlyEnd.orElse(cause));
        } else if (state == State.OPEN) {
            state = State.ENDED;
            channel.config().setAutoRead(false);
            handler.ended(cause);
        }
    }

    private void tellClosed() {
        state = State.CLOSED;
        handler.closed();
    }

    private void tellWritable() {
        if (state == State.OPEN && channel.isWritable()) {
            handler.writable();
        }
    }

    private void applyReading() {
        if (state == State.OPEN) {
            channel.config().setAutoRead(readingOn);
        }
    }

    private void stalled() {
        end(new SocketTimeoutException(
                "the other side has taken nothing for " + timeouts.stall().toSeconds() + " s"));
    }

    private void writeFailed(Throwable cause) {
        end(cause instanceof IOException failure ? failure : new IOException("cannot write", cause));
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
