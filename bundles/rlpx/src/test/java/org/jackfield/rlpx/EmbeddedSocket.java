package org.jackfield.rlpx;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A socket without a network, whose clock stands still unless it is moved. */
final class EmbeddedSocket extends EmbeddedChannel implements DuplexChannel {

    static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 30303);
    static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 40404);

    private static final long STEP_MILLIS = 50;

    boolean inputShut;
    boolean outputShut;

    // Asked while the superclass constructs, so no initialiser here.
    private boolean stuck;
    private boolean trickling;
    private boolean broken;

    EmbeddedSocket(ChannelHandler... handlers) {
        super(handlers);
        config().setAutoClose(false);
        freezeTime();
    }

    /** The network takes nothing from now on, or takes everything again. */
    void stuck(boolean on) {
        stuck = on;
        flush();
    }

    /** The network takes a byte at each flush, and never the whole of anything. */
    void trickle() {
        trickling = true;
    }

    /** The network takes nothing any more, and says so. */
    void breaks() {
        broken = true;
    }

    /** Moves the clock, in steps, so that tasks that schedule tasks see them run in time. */
    void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= STEP_MILLIS) {
            advanceTimeBy(Math.min(left, STEP_MILLIS), TimeUnit.MILLISECONDS);
            runScheduledPendingTasks();
            runPendingTasks();
        }
    }

    void remoteCloses() {
        inputShut = true;
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        runPendingTasks();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
        if (broken) {
            throw new IOException("Broken pipe");
        } else if (trickling) {
            buffer.progress(1);
        } else if (!stuck) {
            super.doWrite(buffer);
        }
    }

    @Override
    protected void doShutdownOutput() {
        outputShut = true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return LOCAL;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return REMOTE;
    }

    @Override
    public boolean isInputShutdown() {
        return inputShut;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        inputShut = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShut;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShut = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
        return inputShut && outputShut;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdown(newPromise());
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        inputShut = true;
        outputShut = true;
        return promise.setSuccess();
    }
}
