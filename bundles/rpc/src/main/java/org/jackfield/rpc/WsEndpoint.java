package org.jackfield.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jackfield.api.http.ListenAddress;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open port for WebSocket (RFC 6455). The library's threads move bytes, those of this class' pool answer.
 *
 * <p>What the library leaves open is bounded here: connections, those included that never say Hello, and the length of that.
 */
final class WsEndpoint extends WebSocketServer implements Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(WsEndpoint.class);

    private static final int THREADS = 16;
    /** They only take frames apart and queue the messages. */
    private static final int DECODERS = 2;

    private static final int MAX_REQUEST_BYTES = 16 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int START_SECONDS = 10;
    private static final int STOP_MILLIS = 1_000;

    private final Settings settings;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, new Workers("rpc-ws"));
    private final CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();

    /** Every socket there is, and how it came about. */
    private final Map<WebSocket, Greeting> sockets = new ConcurrentHashMap<>();

    private final UnsentTexts unsent = new UnsentTexts(sockets::keySet, this::onWriteDemand);

    /**
     * @param address port 0 takes any free port
     * @param operators who may call the operator's methods
     * @param maxConnections at once
     */
    record Settings(
            InetSocketAddress address,
            OriginRule origins,
            OperatorRule operators,
            int maxConnections,
            JsonRpc rpc,
            FeedTable feeds) {}

    /** Of a socket before it is a WebSocket. */
    private static final class Greeting {
        final long since = System.nanoTime();
        /** Only used by the thread that reads all sockets. */
        long bytes;

        volatile boolean over;

        boolean isStale() {
            return !over && System.nanoTime() - since > PATIENCE_NANOS;
        }
    }

    private WsEndpoint(Settings settings) {
        super(settings.address(), DECODERS, List.of(new Draft_6455(List.of(), RequestGate.MAX_BODY_BYTES)));
        this.settings = settings;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
    }

    /**
     * Binds and serves until closed.
     *
     * @throws IOException if it cannot be bound
     */
    static WsEndpoint open(Settings settings) throws IOException {
        WsEndpoint endpoint = new WsEndpoint(settings);
        endpoint.start();
        try {
            endpoint.bound.get(START_SECONDS, TimeUnit.SECONDS);
            return endpoint;
        } catch (ExecutionException e) {
            endpoint.close();
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            endpoint.close();
            throw new IOException("not bound within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            endpoint.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public String text() {
        return "ws://" + ListenAddress.text(bound.join());
    }

    @Override
    public void close() {
        try {
            stop(STOP_MILLIS, "the server stops");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
        unsent.close();
    }

    UnsentTexts unsent() {
        return unsent;
    }

    @Override
    public void onStart() {
        bound.complete(new InetSocketAddress(settings.address().getAddress(), getPort()));
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        Optional<String> origin = origin(request);
        if (!settings.origins().admits(origin)) {
            LOG.debug("A page of {} may not connect", JsonRpc.clip(origin.orElse("")));
            throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "origin not allowed");
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        Greeting greeting = sockets.get(socket);
        if (greeting != null) {
            greeting.over = true;
        }
        boolean operator = settings.operators().admits(origin(request));
        JsonRpc rpc = operator ? settings.rpc() : settings.rpc().forOthers();
        socket.setAttachment(new WsConnection((WebSocketImpl) socket, unsent, workers, rpc, settings.feeds()));
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        received(socket, message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        received(socket, bytes);
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
        WsConnection connection = socket.getAttachment();
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void onError(WebSocket socket, Exception e) {
        LOG.debug("WebSocket: {}", e.toString());
        if (socket == null) {
            bound.completeExceptionally(e);
        }
    }

    /** Called by the library for every socket that it accepts. */
    @Override
    protected void allocateBuffers(WebSocket socket) throws InterruptedException {
        super.allocateBuffers(socket);
        if (sockets.size() >= settings.maxConnections()) {
            sockets.entrySet().stream()
                    .filter(entry -> entry.getValue().isStale())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(stale -> stale.closeConnection(CloseFrame.POLICY_VALIDATION, "no handshake"));
        }
        boolean full = sockets.size() >= settings.maxConnections();
        sockets.put(socket, new Greeting());
        if (full) {
            socket.closeConnection(CloseFrame.TRY_AGAIN_LATER, "too many connections");
        }
    }

    /** Called by the library for every socket that has gone. */
    @Override
    protected void releaseBuffers(WebSocket socket) throws InterruptedException {
        sockets.remove(socket);
        super.releaseBuffers(socket);
    }

    /** Called by the library when something has been read. */
    @Override
    protected void queue(WebSocketImpl socket) throws InterruptedException {
        Greeting greeting = sockets.get(socket);
        if (greeting != null && !greeting.over) {
            greeting.bytes +=
                    socket.inQueue.stream().mapToLong(ByteBuffer::remaining).sum();
            if (greeting.bytes > MAX_REQUEST_BYTES) {
                socket.closeConnection(CloseFrame.POLICY_VALIDATION, "request too long");
            }
        }
        super.queue(socket);
    }

    private static void received(WebSocket socket, byte[] message) {
        WsConnection connection = socket.getAttachment();
        if (connection != null) {
            connection.received(message);
        }
    }

    private static Optional<String> origin(ClientHandshake request) {
        return request.hasFieldValue("Origin") ? Optional.of(request.getFieldValue("Origin")) : Optional.empty();
    }
}
