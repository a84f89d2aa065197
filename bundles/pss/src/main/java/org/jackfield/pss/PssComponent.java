package org.jackfield.pss;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.crypto.NodeKey;
import org.jackfield.overlay.Topology;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the router its key and its time, and registers it: by hand, because without a key there is none. The transport has the same key,
 * and tells the same problem.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.pss",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PssConfiguration.class)
public final class PssComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PssComponent.class);
    private static final long TICK_SECONDS = 1;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "jackfield-pss");
        thread.setDaemon(true);
        return thread;
    });

    /** Last registered, first out. */
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    @Activate
    public PssComponent(BundleContext context, PssConfiguration configuration, @Reference Topology topology) {
        try {
            publish(context, new Sealer(key(configuration).privateKey()), topology);
        } catch (IOException e) {
            LOG.warn("No pss: {}", e.getMessage());
        }
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        timer.shutdownNow();
    }

    private void publish(BundleContext context, Sealer sealer, Topology topology) {
        KeyTable keys = new KeyTable(sealer);
        PssRouter router = new PssRouter(topology::table, sealer, keys, InstantSource.system(), System::nanoTime);
        timer.scheduleWithFixedDelay(() -> retry(router), TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        registrations.push(context.registerService(PssKeys.class, keys, null));
        String[] services = {Pss.class.getName(), PssRelay.class.getName(), PeerEventListener.class.getName()};
        registrations.push(context.registerService(services, router, null));
        RpcModule methods = new PssModule(router, keys, new Handshakes(router, keys));
        registrations.push(context.registerService(RpcModule.class, methods, null));
        registrations.push(context.registerService(RpcFeed.class, new ReceiveFeed(router), null));
    }

    private static NodeKey key(PssConfiguration configuration) throws IOException {
        String path = configuration.nodeKey();
        if (path == null || path.isBlank()) {
            throw new IOException("org.jackfield.pss: nodeKey is not set");
        }
        try {
            return NodeKey.loadOrCreate(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IOException("org.jackfield.pss: nodeKey is not a path: " + e.getMessage(), e);
        }
    }

    /** A task that throws would not be run again. */
    private static void retry(PssRouter router) {
        try {
            router.retry();
        } catch (RuntimeException e) {
            LOG.warn("Messages that wait could not be tried again: {}", e.toString());
        }
    }
}
