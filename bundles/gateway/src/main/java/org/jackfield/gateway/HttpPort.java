package org.jackfield.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open port. Jetty does HTTP: it waits for slow heads without a thread, and cuts a connection on which nothing has moved for
 * {@link #IDLE}, however long the whole may take; the JDK's server has one time for all of a request, and for the whole JVM.
 */
final class HttpPort implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    /** Each up- or download holds one while it runs, two are the server's own. */
    private static final int THREADS = 34;

    private static final int CONNECTIONS = 512;
    private static final int HEAD_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final ServerConnector connector;

    private HttpPort(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Binds and serves until closed.
     *
     * @param address port 0 takes any free port
     * @throws IOException if it cannot be bound
     */
    static HttpPort open(InetSocketAddress address, ExchangeHandler handler) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("gateway");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setReuseAddress(true);
        connector.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        server.addConnector(connector);
        server.setHandler(handler);
        HttpPort port = new HttpPort(server, connector);
        try {
            server.start();
            return port;
        } catch (Exception e) {
            port.close();
            throw e instanceof IOException bound ? bound : new IOException(e.toString(), e);
        }
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setRequestHeaderSize(HEAD_BYTES);
        // Paths in manifests may hold anything; what is not to be in them is refused where they are read.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        return configuration;
    }

    /** The port actually taken. */
    int port() {
        return connector.getLocalPort();
    }

    /** Answers in the making are lost. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // The socket is closed first, and its threads are daemons.
            LOG.debug("the gateway stops with {}", e.toString());
        }
    }
}
