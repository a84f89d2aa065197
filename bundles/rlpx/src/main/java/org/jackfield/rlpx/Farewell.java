package org.jackfield.rlpx;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a link closes its socket so that its last message arrives (rlpx.md, "Disconnect"): flush, half-close, wait for the
 * other side to close. A socket closed with bytes unread would be reset, and the message lost with it. Used on the
 * channel's event loop only.
 */
final class Farewell {

    private final DuplexChannel channel;
    private final OutboundFrames outbound;
    private final Duration linger;
    private boolean begun;
    private boolean remoteClosed;

    /**
     * @param linger how long the other side may take to close, and before that, may take no bytes
     */
    Farewell(DuplexChannel channel, OutboundFrames outbound, Duration linger) {
        this.channel = channel;
        this.outbound = outbound;
        this.linger = linger;
    }

    /** To be called once. */
    void begin() {
        begun = true;
        if (!remoteClosed) {
            // To see the other side close. (Netty's epoll would close right here if it were to read after the end.)
            channel.config().setAutoRead(true);
        }
        Watchdog lastFlush =
                new Watchdog(channel.eventLoop(), linger, this::outputOpen, outbound::progress, channel::close);
        outbound.finish().addListener((ChannelFuture flushed) -> halfClose(flushed.isSuccess()));
        lastFlush.watch();
    }

    /** The other side will send nothing more. */
    void remoteClosed() {
        remoteClosed = true;
        if (begun && channel.isOutputShutdown()) {
            channel.close();
        }
    }

    private void halfClose(boolean flushed) {
        if (flushed && !remoteClosed) {
            channel.shutdownOutput();
            channel.eventLoop().schedule(() -> channel.close(), linger.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            channel.close();
        }
    }

    private boolean outputOpen() {
        return channel.isActive() && !channel.isOutputShutdown();
    }
}
