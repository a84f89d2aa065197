package org.jackfield.rpc;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.http.ListenAddress;

/**
 * The open port. The JDK's own server does HTTP: it starts within milliseconds and drags nothing along. A request is
 * read, answered and written by one of {@value #THREADS} threads; {@value #BACKLOG} more may wait, then connections are
 * dropped.
 */
final class HttpEndpoint implements Endpoint {

    private static final int THREADS = 16;
    private static final int BACKLOG = 1024;
    private static final int IDLE_SECONDS = 30;

    static {
        // The JDK's server has these settings nowhere else (documented with its module). They hold for the whole JVM,
        // so what somebody has set is kept.
        defaultProperty("sun.net.httpserver.maxReqTime", "30"); // s; go-ethereum's ReadTimeout
        defaultProperty("sun.net.httpserver.maxRspTime", "60"); // s, with the method's own time in it
        defaultProperty("jdk.httpserver.maxConnections", "512");
        // Bytes of a refused body that are read and thrown away, so that the client gets to read the refusal.
        defaultProperty("sun.net.httpserver.drainAmount", String.valueOf(2L * RequestGate.MAX_BODY_BYTES));
        // Head and body of an answer are two writes: without this the second waits 40 ms for the first one's ACK.
        defaultProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String label;
    private final HttpServer server;
    private final ExecutorService workers;

    private HttpEndpoint(String label, HttpServer server, ExecutorService workers) {
        this.label = label;
        this.server = server;
        this.workers = workers;
    }

    /**
     * Binds and serves until closed.
     *
     * @param label who is served, empty for everybody
     * @param address port 0 takes any free port
     * @throws IOException if it cannot be bound
     */
    static HttpEndpoint open(String label, InetSocketAddress address, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(BACKLOG),
                new Workers("rpc"));
        workers.allowCoreThreadTimeOut(true);
        server.setExecutor(workers);
        server.createContext("/", handler);
        server.start();
        return new HttpEndpoint(label, server, workers);
    }

    /** With the port actually taken. */
    @Override
    public String text() {
        return (label.isEmpty() ? "" : label + ' ') + "http://" + ListenAddress.text(server.getAddress());
    }

    /** Answers in the making are lost. */
    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private static void defaultProperty(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
