package org.jackfield.rlpx;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How a link closes its socket so that its last message arrives (rlpx.md, "Disconnect").
 *
 * <pre>
 *   flush        until the network has taken the last byte; if it takes none for the linger, or not all within the
 *                time of a stall, close
 *   half-close   the other side reads our last message and then the end
 *   drain        until the other side closes, or for the linger; then close
 * </pre>
 *
 * <p>All the while the channel reads, and the link drops what comes, undecrypted: a socket closed with bytes unread is
 * reset, and the message lost with it; and a side that cannot write because we do not read may not get to reading
 * either, as it is with a go-ethereum whose protocols answer from the thread that reads. However much comes, it is over
 * in time. Used on the channel's event loop only.
 */
final class Farewell {

    private final DuplexChannel channel;
    private final OutboundFrames outbound;
    private final Timeouts timeouts;
    private boolean begun;
    private boolean remoteClosed;
    private Optional<Future<?>> deadline = Optional.empty();

    Farewell(DuplexChannel channel, OutboundFrames outbound, Timeouts timeouts) {
        this.channel = channel;
        this.outbound = outbound;
        this.timeouts = timeouts;
    }

    /** To be called once. */
    void begin() {
        begun = true;
        if (!remoteClosed) {
            // Also to see the other side close. (Netty's epoll would close right here if it read after the end.)
            channel.config().setAutoRead(true);
        }
        closeAfter(timeouts.stall());
        channel.closeFuture().addListener(closed -> cancelDeadline());
        Watchdog flush = new Watchdog(
                channel.eventLoop(), timeouts.linger(), this::outputOpen, outbound::progress, channel::close);
        outbound.finish().addListener((ChannelFuture flushed) -> halfClose(flushed.isSuccess()));
        flush.watch();
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
            closeAfter(timeouts.linger());
        } else {
            channel.close();
        }
    }

    private void closeAfter(Duration time) {
        cancelDeadline();
        deadline =
                Optional.of(channel.eventLoop().schedule(() -> channel.close(), time.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void cancelDeadline() {
        deadline.ifPresent(pending -> pending.cancel(false));
    }

    private boolean outputOpen() {
        return channel.isActive() && !channel.isOutputShutdown();
    }
}
