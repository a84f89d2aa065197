package org.jackfield.messages;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jackfield.envelopes.EnvelopeListener;
import org.jackfield.envelopes.EnvelopePool;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.Sealing;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Registers the {@link Messenger}, which is an {@link EnvelopeListener} too: by hand, as the pool that it needs looks for listeners
 * itself, and would find one in the making.
 */
@Component(
        immediate = true,
        service = {})
public final class MessengerComponent {

    private static final String[] SERVICES = {Messenger.class.getName(), EnvelopeListener.class.getName()};
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService worker = worker();
    private final ServiceRegistration<?> registration;

    @Activate
    public MessengerComponent(
            BundleContext context,
            @Reference KeyRing ring,
            @Reference EnvelopePool pool,
            @Reference EnvelopeRelay relay,
            @Reference Sealing sealing) {
        EnvelopeMessenger messenger = new EnvelopeMessenger(ring, pool, relay, sealing, worker, System::nanoTime);
        registration = context.registerService(SERVICES, messenger, null);
    }

    @Deactivate
    void close() {
        registration.unregister();
        worker.shutdownNow();
    }

    private static ExecutorService worker() {
        ThreadPoolExecutor worker = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), MessengerComponent::newThread);
        worker.allowCoreThreadTimeOut(true);
        return worker;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "messages");
        thread.setDaemon(true);
        return thread;
    }
}
