package org.jackfield.rlpx;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkAcceptor;
import org.jackfield.api.transport.Transport;
import org.jackfield.crypto.NodeKey;

/** Links over TCP sockets, on event loops of its own. For any thread. */
final class SocketTransport implements Transport, AutoCloseable {

    // Small, so that the core's queue decides what goes next, and large enough that the socket never waits for it.
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private static final String CLOSED = "the transport is closed";

    private final NodeKey key;
    private final NodeId localId;
    private final Sockets sockets;
    private final Timeouts timeouts;
    private final EventLoopGroup loops;
    private final Map<EventLoop, Scratch> scratches = new ConcurrentHashMap<>();
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SocketTransport(NodeKey key, Sockets sockets, Timeouts timeouts) {
        this.key = key;
        this.localId = NodeId.of(key.publicKey());
        this.sockets = sockets;
        this.timeouts = timeouts;
        this.loops = new EventLoops(sockets);
    }

    @Override
    public NodeId localId() {
        return localId;
    }

    @Override
    public Listener listen(InetSocketAddress address, LinkAcceptor acceptor) throws IOException {
        if (closed) {
            throw new IOException(CLOSED);
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(sockets.listening())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .childHandler(initializer(channel -> accept(channel, acceptor)))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw failure("listen on", address, bound.cause());
        }
        track(bound.channel());
        // After Netty's own handler, which passes its errors on.
        bound.channel().pipeline().addLast(new AcceptErrors());
        return new SocketListener(
                bound.channel(), (InetSocketAddress) bound.channel().localAddress());
    }

    @Override
    public CompletionStage<Link> dial(NodeId remote, InetSocketAddress address) {
        CompletableFuture<Link> dialed = new CompletableFuture<>();
        if (closed) {
            dialed.completeExceptionally(new IOException(CLOSED));
        } else if (address.isUnresolved()) {
            dialed.completeExceptionally(new IOException("unknown host " + address.getHostString()));
        } else {
            connect(remote, address, dialed);
        }
        return dialed;
    }

    private void connect(NodeId remote, InetSocketAddress address, CompletableFuture<Link> dialed) {
        new Bootstrap()
                .group(loops)
                .channel(sockets.dialed())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .handler(initializer(
                        channel -> begin(channel, () -> new Initiator(key, remote), false, new Dialed(dialed))))
                .connect(address)
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        dialed.completeExceptionally(failure("connect to", address, connected.cause()));
                    }
                });
    }

    /** Closes listeners and links, gives links the time to take leave, and ends the event loops. Blocks. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<?>[] leaving =
                open.stream().map(SocketTransport::takeLeave).toArray(CompletableFuture<?>[]::new);
        long lingerMillis = timeouts.linger().toMillis();
        CompletableFuture.allOf(leaving)
                .completeOnTimeout(null, 2 * lingerMillis, TimeUnit.MILLISECONDS)
                .join();
        loops.shutdownGracefully(0, lingerMillis, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * lingerMillis);
    }

    private static CompletableFuture<Void> takeLeave(Channel channel) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        channel.closeFuture().addListener(done -> closed.complete(null));
        SocketLink link = channel.pipeline().get(SocketLink.class);
        if (link == null) {
            channel.close();
        } else {
            link.close();
        }
        return closed;
    }

    private void accept(SocketChannel channel, LinkAcceptor acceptor) {
        InetSocketAddress remote = channel.remoteAddress();
        // Null if it is gone already.
        if (remote != null && acceptor.admit(remote)) {
            begin(channel, () -> new Recipient(key), true, new Accepted(acceptor, remote));
        } else {
            channel.close();
        }
    }

    private void begin(
            SocketChannel channel,
            HandshakeHandler.Opening opening,
            boolean inbound,
            HandshakeHandler.Outcome outcome) {
        track(channel);
        sockets.tuning().accept(channel);
        Scratch scratch = scratches.computeIfAbsent(channel.eventLoop(), loop -> new Scratch());
        HandshakeHandler.Settings settings = new HandshakeHandler.Settings(timeouts, scratch);
        channel.pipeline().addLast(new HandshakeHandler(opening, inbound, settings, outcome));
    }

    private void track(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
    }

    private static ChannelInitializer<SocketChannel> initializer(Consumer<SocketChannel> initialize) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                initialize.accept(channel);
            }
        };
    }

    private static IOException failure(String what, InetSocketAddress address, Throwable cause) {
        String where = address.getHostString() + ':' + address.getPort();
        return new IOException("cannot " + what + ' ' + where + ": " + reason(cause), cause);
    }

    /** The operating system's words, without what Netty puts around them. */
    private static String reason(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "connection timed out";
        }
        String message = String.valueOf(
                cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    private record SocketListener(Channel channel, InetSocketAddress address) implements Listener {

        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
        }
    }

    private record Accepted(LinkAcceptor acceptor, InetSocketAddress remote) implements HandshakeHandler.Outcome {

        @Override
        public void connected(Link link) {
            acceptor.connected(link);
        }

        @Override
        public void failed(IOException cause) {
            acceptor.failed(remote, cause);
        }
    }

    private record Dialed(CompletableFuture<Link> link) implements HandshakeHandler.Outcome {

        @Override
        public void connected(Link connected) {
            link.complete(connected);
        }

        @Override
        public void failed(IOException cause) {
            link.completeExceptionally(cause);
        }
    }
}
