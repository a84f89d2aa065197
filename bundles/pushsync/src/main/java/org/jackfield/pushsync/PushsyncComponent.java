package org.jackfield.pushsync;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.ProtocolRegistry;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.Tags;
import org.jackfield.overlay.TableView;
import org.jackfield.overlay.Topology;
import org.jackfield.pss.Interest;
import org.jackfield.pss.Pss;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives pusher and storer their thread and their messages, as long as there are pss and a store. */
@Component(
        immediate = true,
        service = {})
public final class PushsyncComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PushsyncComponent.class);
    private static final long TICK_MILLIS = 100;
    private static final long LOOK_MILLIS = 1_000;
    private static final long LAST_TICK_SECONDS = 5;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "jackfield-pushsync");
        thread.setDaemon(true);
        return thread;
    });
    private final SecureRandom random = new SecureRandom();
    private final Pss.Registration chunks;
    private final Pss.Registration receipts;

    /** Until it is known otherwise: that costs a message or two. */
    private volatile boolean light = true;

    /** Knows whether we are light; it may come after us and go before us. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ProtocolRegistry registry;

    @Activate
    public PushsyncComponent(
            @Reference Pss pss, @Reference ChunkStore store, @Reference Tags tags, @Reference Topology topology) {
        Post post = new Post(pss, () -> light, this::nonce);
        Storer storer = new Storer(store, post);
        Pusher pusher = new Pusher(
                store,
                tags,
                post,
                () -> topology.table().map(TableView::connected).orElse(0) > 0,
                System::nanoTime);
        chunks = pss.listen(
                Interest.in(ChunkMessage.TOPIC).withRaw().withNeighbourhood(),
                delivery -> storer.take(delivery.payload()));
        receipts =
                pss.listen(Interest.in(ReceiptMessage.TOPIC).withRaw(), delivery -> pusher.receipt(delivery.payload()));
        every(LOOK_MILLIS, () -> light = isLight());
        every(TICK_MILLIS, () -> push(pusher));
    }

    /** A store that closes is not to be used any more. */
    @Deactivate
    void close() throws InterruptedException {
        chunks.close();
        receipts.close();
        timer.shutdownNow();
        if (!timer.awaitTermination(LAST_TICK_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Push-sync still waits for the chunk store");
        }
    }

    /** A task that throws would not be run again. */
    private void every(long millis, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.warn("No chunks can be pushed: {}", e.toString());
                    }
                },
                0,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void push(Pusher pusher) {
        while (pusher.tick() && !timer.isShutdown()) {
            // Until it waits for receipts, or there is nothing left.
        }
    }

    /** Says the protocol that tells others. */
    private boolean isLight() {
        return Optional.ofNullable(registry)
                .map(protocols -> protocols.nodeInfo().getOrDefault("bzz", Map.of()))
                .map(info -> !Boolean.FALSE.equals(info.get("light")))
                .orElse(true);
    }

    private byte[] nonce() {
        byte[] nonce = new byte[ChunkMessage.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }
}
