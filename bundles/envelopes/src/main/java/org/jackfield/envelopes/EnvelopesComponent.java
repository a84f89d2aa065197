package org.jackfield.envelopes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.PeerEventListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts pool and relay together and registers them; two services that are one thing inside, and therefore by hand. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.envelopes")
@Designate(ocd = EnvelopesConfiguration.class)
public final class EnvelopesComponent {

    private static final Logger LOG = LoggerFactory.getLogger(EnvelopesComponent.class);
    private static final long SWEEP_MILLIS = 1000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("cycle"));
    private final ExecutorService listening = Executors.newSingleThreadExecutor(daemon("listeners"));
    private final Announcer announcer = new Announcer(listening);
    private final SeatedRelay relay;
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    @Activate
    public EnvelopesComponent(BundleContext context, EnvelopesConfiguration configuration) {
        ConfiguredRoom configured = new ConfiguredRoom(configuration);
        Guard guard = new Guard();
        MemoryPool pool = new MemoryPool(configured.settings(), configured.table(), announcer, guard, Time.SYSTEM);
        RateLimits limits = new RateLimits(configured.rates(), Time.SYSTEM);
        relay = new SeatedRelay(pool, new Incoming(pool, announcer, limits), guard);
        every(configured.cycleMillis(), relay::cycle);
        every(SWEEP_MILLIS, pool::sweep);
        every(SWEEP_MILLIS, limits::sweep);
        registrations.push(context.registerService(EnvelopePool.class, pool, null));
        registrations.push(context.registerService(
                new String[] {EnvelopeRelay.class.getName(), PeerEventListener.class.getName()}, relay, null));
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        timer.shutdownNow();
        listening.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(EnvelopeListener listener) {
        announcer.add(listener);
    }

    void removeListener(EnvelopeListener listener) {
        announcer.remove(listener);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addMailServer(MailServer server) {
        relay.archive().open(server);
    }

    void removeMailServer(MailServer server) {
        relay.archive().close(server);
    }

    private void every(long millis, Runnable task) {
        timer.scheduleAtFixedRate(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A task that throws would not be run again. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A task of the exchange of envelopes has failed: {}", e.toString());
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, "jackfield-envelopes-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
