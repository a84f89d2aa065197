package org.jackfield.rlpx;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
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

    public CompletionStage<Line> dial(NodeKey key, Enode remote) {
        CompletableFuture<Line> dialed = new CompletableFuture<>();
        connect(remote, dialed, channel -> begin(channel, () -> new Initiator(key, remote.id()), false, dialed));
        return dialed;
    }

    /**
     * Listens on this machine, on a port of its own.
     *
     * @param arrivals gets each connection that comes in, on its event loop; it completes with the handshake
     */
    public Enode listen(NodeKey key, Consumer<CompletionStage<Line>> arrivals) {
        InetSocketAddress bound = (InetSocketAddress) new ServerBootstrap()
                .group(loops)
                .channel(sockets.listening())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(channel -> {
                    CompletableFuture<Line> accepted = new CompletableFuture<>();
                    arrivals.accept(accepted);
                    begin(channel, () -> new Recipient(key), true, accepted);
                }))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel()
                .localAddress();
        return new Enode(NodeId.of(key.publicKey()), bound);
    }

    /**
     * Sends half of what opens a handshake, and no more.
     *
     * @param patient whether to wait then until the other side closes
     * @return completes when the connection is over; fails if there was none
     */
    public CompletionStage<Void> knock(Enode remote, boolean patient) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        connect(remote, over, channel -> {
                    // Nothing is read: what comes is dropped at the pipeline's end.
                })
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        byte[] opening = new Initiator(NodeKey.generate(), remote.id()).opening();
                        ChannelFuture written = connected
                                .channel()
                                .writeAndFlush(Unpooled.wrappedBuffer(opening, 0, opening.length / 2));
                        if (!patient) {
                            written.addListener(ChannelFutureListener.CLOSE);
                        }
                        connected.channel().closeFuture().addListener(closed -> over.complete(null));
                    }
                });
        return over;
    }

    private ChannelFuture connect(Enode remote, CompletableFuture<?> outcome, Consumer<SocketChannel> initialize) {
        return new Bootstrap()
                .group(loops)
                .channel(sockets.dialed())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer(initialize))
                .connect(new InetSocketAddress(remote.host(), remote.port()))
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        outcome.completeExceptionally(connected.cause());
                    }
                });
    }

    private static ChannelInitializer<SocketChannel> initializer(Consumer<SocketChannel> initialize) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                initialize.accept(channel);
            }
        };
    }

    private void begin(
            SocketChannel channel, HandshakeHandler.Opening opening, boolean inbound, CompletableFuture<Line> begun) {
        channel.config().setAllowHalfClosure(true);
        Scratch scratch = scratches.computeIfAbsent(channel.eventLoop(), loop -> new Scratch());
        HandshakeHandler.Settings settings = new HandshakeHandler.Settings(Timeouts.STANDARD, scratch);
        HandshakeHandler.Outcome outcome = new HandshakeHandler.Outcome() {
            @Override
            public void connected(Link link) {
                begun.complete(new Line(link, channel));
            }

            @Override
            public void failed(IOException cause) {
                begun.completeExceptionally(cause);
            }
        };
        channel.pipeline().addLast(new HandshakeHandler(opening, inbound, settings, outcome));
    }
}
