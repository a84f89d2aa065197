package org.jackfield.rlpx;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jackfield.api.NodeId;
import org.jackfield.api.Readiness;
import org.jackfield.api.transport.Transport;
import org.jackfield.crypto.NodeKey;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the node's key and publishes the {@link Transport} under it, and in any case a {@link Readiness} {@code key}. It
 * registers the services itself, since without a key there must be no transport.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = TransportPublisher.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Configuration.class)
public final class TransportPublisher {

    static final String PID = "org.jackfield.rlpx";

    private static final Logger LOG = LoggerFactory.getLogger(TransportPublisher.class);

    private final Deque<Runnable> undo = new ArrayDeque<>();

    @Activate
    public TransportPublisher(BundleContext bundle, Configuration configuration) {
        Readiness readiness;
        try {
            NodeKey key = load(configuration.nodeKey());
            publish(bundle, key);
            readiness = Readiness.of("key", () -> "node " + NodeId.of(key.publicKey()));
        } catch (IOException e) {
            LOG.error("no transport: {}", e.getMessage());
            readiness = Readiness.failed("key", "no node key", e.getMessage());
        }
        register(bundle, Readiness.class, readiness);
    }

    /** Takes the services back, and then closes all links. */
    @Deactivate
    public void close() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private static NodeKey load(String path) throws IOException {
        if (path.isBlank()) {
            throw new IOException("the configuration " + PID + " has no nodeKey, the path of the key file");
        }
        try {
            return NodeKey.loadOrCreate(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IOException("nodeKey is not a path: " + e.getMessage(), e);
        }
    }

    private void publish(BundleContext bundle, NodeKey key) {
        Sockets sockets = Sockets.best();
        LOG.info("links over {} sockets", sockets.name());
        SocketTransport transport = new SocketTransport(key, sockets, Timeouts.STANDARD);
        undo.push(transport::close);
        register(bundle, Transport.class, transport);
    }

    private <S> void register(BundleContext bundle, Class<S> type, S service) {
        ServiceRegistration<S> registration = bundle.registerService(type, service, null);
        undo.push(registration::unregister);
    }
}
