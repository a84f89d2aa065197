package org.jackfield.rlpx;

import io.netty.channel.ChannelException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Apart from {@link Sockets}, which must load where the classes named here are missing. */
final class EpollSockets {

    private static final Logger LOG = LoggerFactory.getLogger(EpollSockets.class);

    // What stands here stands before a message that is written next: the kernel would take 4 MiB.
    private static final long UNSENT_BYTES = 128 << 10;

    private EpollSockets() {}

    static boolean available() {
        return Epoll.isAvailable();
    }

    static Sockets sockets() {
        return new Sockets(
                "epoll",
                EpollIoHandler.newFactory(0, () -> new SpinThenSleep(System::nanoTime)),
                EpollSocketChannel.class,
                EpollServerSocketChannel.class,
                EpollSockets::tune);
    }

    private static void tune(SocketChannel channel) {
        try {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        } catch (ChannelException e) {
            LOG.debug("this kernel does not bound what is unsent: {}", e.getMessage());
        }
    }
}
