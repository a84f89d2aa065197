package org.jackfield.overlay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.chunks.ChunkStore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the room of syncing its store, which may come and go, its file and its time, and registers it. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.jackfield.overlay")
public final class SyncComponent {

    private static final Logger LOG = LoggerFactory.getLogger(SyncComponent.class);
    private static final long TICK_MILLIS = 500;
    private static final long SAVE_SECONDS = 30;
    private static final long LAST_SAVE_SECONDS = 5;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "jackfield-sync");
        thread.setDaemon(true);
        return thread;
    });
    private final IntervalFile file;
    private final IntervalBook book;
    private final ServiceRegistration<?> registration;
    private final ServiceRegistration<?> methods;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ChunkStore store;

    @Activate
    public SyncComponent(BundleContext context, OverlayConfiguration configuration, @Reference Topology topology) {
        Path folder = OverlayFolder.of(context, configuration);
        file = new IntervalFile(folder.resolve("intervals"));
        book = new IntervalBook(file.read());
        SyncRoom room = new SyncRoom(
                topology::table,
                new StoreAccess(() -> Optional.ofNullable(store), System::nanoTime),
                book,
                this::after);
        every(TICK_MILLIS, TimeUnit.MILLISECONDS, room::tick);
        every(SAVE_SECONDS, TimeUnit.SECONDS, this::save);
        registration = context.registerService(ChunkSync.class, room, null);
        methods = context.registerService(RpcModule.class, new PullModule(room, topology), null);
    }

    @Deactivate
    void close() throws InterruptedException {
        methods.unregister();
        registration.unregister();
        timer.shutdownNow();
        if (timer.awaitTermination(LAST_SAVE_SECONDS, TimeUnit.SECONDS)) {
            save();
        } else {
            LOG.warn("What Swarm has synced may not have been saved");
        }
    }

    private void save() {
        file.write(book.all());
    }

    private void after(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not done any more: {}", closed.getMessage());
        }
    }

    private void every(long time, TimeUnit unit, Runnable task) {
        timer.scheduleWithFixedDelay(() -> run(task), time, time, unit);
    }

    /** A task that throws would not be run again. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A task of Swarm's syncing has failed: {}", e.toString());
        }
    }
}
