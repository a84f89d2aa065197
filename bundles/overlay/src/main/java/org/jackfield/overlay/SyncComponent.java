package org.jackfield.overlay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration SAVE = Duration.ofSeconds(30);
    private static final Duration LAST_SAVE = Duration.ofSeconds(5);

    private final TimerThread timer = new TimerThread("sync");
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
                topology::table, new StoreAccess(() -> Optional.ofNullable(store), System::nanoTime), book, timer);
        timer.every(TICK, room::tick);
        timer.every(SAVE, this::save);
        registration = context.registerService(ChunkSync.class, room, null);
        methods = context.registerService(RpcModule.class, new PullModule(room, topology), null);
    }

    @Deactivate
    void close() throws InterruptedException {
        methods.unregister();
        registration.unregister();
        if (timer.stop(LAST_SAVE)) {
            save();
        } else {
            LOG.warn("What Swarm has synced may not have been saved");
        }
    }

    private void save() {
        file.write(book.all());
    }
}
