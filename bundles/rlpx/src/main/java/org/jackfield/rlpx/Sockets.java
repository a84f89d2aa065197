package org.jackfield.rlpx;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Consumer;

/**
 * A kind of sockets.
 *
 * @param name for a person
 * @param loops makes the event loops
 * @param dialed class of sockets that connect
 * @param listening class of sockets that accept
 * @param tuning what is set on each connection, beyond what all kinds know
 */
record Sockets(
        String name,
        IoHandlerFactory loops,
        Class<? extends SocketChannel> dialed,
        Class<? extends ServerSocketChannel> listening,
        Consumer<SocketChannel> tuning) {

    /** Those of the JDK, which are everywhere. */
    static Sockets nio() {
        return new Sockets(
                "nio", NioIoHandler.newFactory(), NioSocketChannel.class, NioServerSocketChannel.class, channel -> {});
    }

    /** Linux's own where its bundle is installed and its library loads, otherwise {@link #nio()}. */
    static Sockets best() {
        try {
            return EpollSockets.available() ? EpollSockets.sockets() : nio();
        } catch (LinkageError e) {
            // The bundle is not there: its import is optional.
            return nio();
        }
    }
}
