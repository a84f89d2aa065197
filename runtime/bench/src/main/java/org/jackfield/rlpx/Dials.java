package org.jackfield.rlpx;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Enode;
import org.jackfield.api.transport.Link;
import org.jackfield.crypto.NodeKey;

/**
 * Links under many keys over the same few event loops: many nodes at the price of one. A {@link SocketTransport} has one
 * key. In this package, because the bundle shows no handshake.
 */
public final class Dials {

    private final Sockets sockets = Sockets.best();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("crowd", true), sockets.loops());
    private final Map<EventLoop, Scratch> scratches = new ConcurrentHashMap<>();

    public CompletionStage<Link> dial(NodeKey key, Enode remote) {
        CompletableFuture<Link> dialed = new CompletableFuture<>();
        new Bootstrap()
                .group(loops)
                .channel(sockets.dialed())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        begin(channel, key, remote, dialed);
                    }
                })
                .connect(new InetSocketAddress(remote.host(), remote.port()))
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        dialed.completeExceptionally(connected.cause());
                    }
                });
        return dialed;
    }

    private void begin(SocketChannel channel, NodeKey key, Enode remote, CompletableFuture<Link> dialed) {
        Scratch scratch = scratches.computeIfAbsent(channel.eventLoop(), loop -> new Scratch());
        HandshakeHandler.Settings settings = new HandshakeHandler.Settings(Timeouts.STANDARD, scratch);
        HandshakeHandler.Outcome outcome = new HandshakeHandler.Outcome() {
            @Override
            public void connected(Link link) {
                dialed.complete(link);
            }

            @Override
            public void failed(IOException cause) {
                dialed.completeExceptionally(cause);
            }
        };
        channel.pipeline()
                .addLast(new HandshakeHandler(() -> new Initiator(key, remote.id()), false, settings, outcome));
    }
}
