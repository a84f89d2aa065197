package org.jackfield.core;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.Readiness;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.api.transport.Transport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the {@link Switchboard} into the framework: reads the configuration, publishes the {@link PeerDirectory}, the
 * {@link Renegotiation} and a {@link Readiness}. When the framework begins to stop, peers are told so before the first
 * protocol is pulled out.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = P2p.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CoreConfiguration.class)
public final class P2p {

    static final String PID = "org.jackfield.core";

    private static final Logger LOG = LoggerFactory.getLogger(P2p.class);
    private static final int RESOLVER_THREADS = 2;
    private static final int RESOLVER_IDLE_SECONDS = 30;

    private final BundleContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ServiceRegistration<?>> published = new ArrayList<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final SynchronousBundleListener frameworkStop = this::stopWithFramework;

    @Activate
    public P2p(
            BundleContext context,
            CoreConfiguration configuration,
            @Reference Transport transport,
            @Reference WhiteboardRegistry registry,
            @Reference PeerEvents events,
            @Reference MeterRegistry meters) {
        this.context = context;
        Settings settings;
        try {
            settings = Settings.of(configuration);
        } catch (IllegalArgumentException e) {
            fail(e.getMessage());
            return;
        }
        NodeMeters nodeMeters = new NodeMeters(meters);
        ClockTimers timers = new ClockTimers();
        ThreadPoolExecutor resolver = resolver();
        Environment environment =
                new Environment(settings, timers, events, nodeMeters, new DetachedThreads(), registry.parkingLot());
        Switchboard switchboard =
                new Switchboard(environment, transport, registry::serving, clientId(context), resolver);
        WaveRenegotiation renegotiation = renegotiation(switchboard, registry, resolver);
        closeables.addAll(List.of(switchboard::close, resolver::shutdownNow, timers, nodeMeters));
        context.addBundleListener(frameworkStop);
        open(switchboard, renegotiation);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(frameworkStop);
        close();
    }

    private WaveRenegotiation renegotiation(
            Switchboard switchboard, WhiteboardRegistry registry, ThreadPoolExecutor executor) {
        Path file = switchboard
                .environment()
                .settings()
                .renegotiationFile()
                .orElseGet(() -> context.getDataFile("renegotiation.properties").toPath());
        WaveRenegotiation renegotiation = new WaveRenegotiation(switchboard, new RenegotiationFile(file), executor);
        NewVersionPolicy onNewVersion = new NewVersionPolicy(switchboard.environment(), renegotiation);
        registry.listen(onNewVersion);
        closeables.addAll(List.of(() -> registry.forget(onNewVersion), onNewVersion::close, renegotiation::close));
        return renegotiation;
    }

    private void open(Switchboard switchboard, WaveRenegotiation renegotiation) {
        try {
            switchboard.listen();
        } catch (IOException e) {
            close();
            fail(e.getMessage());
            return;
        }
        switchboard.dialPinned();
        renegotiation.resume();
        published.add(context.registerService(PeerDirectory.class, switchboard, null));
        published.add(context.registerService(Renegotiation.class, renegotiation, null));
        String text = switchboard.listening() ? switchboard.self().toString() : "not listening";
        LOG.info("p2p: {}", text);
        publish(Readiness.of("p2p", () -> text));
    }

    private void fail(String problem) {
        LOG.error("p2p: {}", problem);
        publish(Readiness.failed("p2p", "not open", problem));
    }

    private void publish(Readiness readiness) {
        published.add(context.registerService(Readiness.class, readiness, null));
    }

    private void stopWithFramework(BundleEvent event) {
        boolean framework = event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        if (framework && event.getType() == BundleEvent.STOPPING) {
            close();
        }
    }

    private void close() {
        lock.lock();
        try {
            published.forEach(ServiceRegistration::unregister);
            published.clear();
            for (AutoCloseable closeable : closeables) {
                closeable.close();
            }
            closeables.clear();
        } catch (Exception e) {
            LOG.error("p2p did not close well", e);
        } finally {
            lock.unlock();
        }
    }

    private static ThreadPoolExecutor resolver() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                RESOLVER_THREADS,
                RESOLVER_THREADS,
                RESOLVER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> DetachedThreads.platform("jackfield-core-dial", task),
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static String clientId(BundleContext context) {
        return String.format(
                "Jackfield/v%s/%s-%s/java%d",
                context.getBundle().getVersion(),
                System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-'),
                System.getProperty("os.arch"),
                Runtime.version().feature());
    }
}
