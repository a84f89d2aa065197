package org.jackfield.overlay;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.PeerEventListener;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkFetcher;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.GetMode;
import org.jackfield.chunks.PutMode;
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

/** Gives the exchange of chunks its store, which may come and go, its time and its chance, and registers it. */
@Component(
        immediate = true,
        service = {})
public final class RetrievalComponent {

    private static final Logger LOG = LoggerFactory.getLogger(RetrievalComponent.class);
    private static final Duration TICK = Duration.ofMillis(100);

    private final TimerThread timer = new TimerThread("retrieval");
    private final ServiceRegistration<?> registration;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ChunkStore store;

    @Activate
    public RetrievalComponent(BundleContext context, @Reference Topology topology) {
        SecureRandom random = new SecureRandom();
        ChunkExchange exchange = new ChunkExchange(
                topology::table, new StoredChunks(), System::nanoTime, () -> Integer.toUnsignedLong(random.nextInt()));
        timer.every(TICK, exchange::tick);
        registration = context.registerService(
                new String[] {Retrieval.class.getName(), ChunkFetcher.class.getName(), PeerEventListener.class.getName()
                },
                exchange,
                null);
    }

    @Deactivate
    void close() throws InterruptedException {
        registration.unregister();
        timer.stop(Duration.ZERO);
    }

    /** A store that closes or fails has nothing and keeps nothing: no peer is to suffer for it. */
    private final class StoredChunks implements Chunks {

        @Override
        public Optional<Chunk> get(Address address) {
            try {
                return Optional.ofNullable(store).flatMap(open -> open.get(GetMode.REQUEST, address));
            } catch (IllegalStateException | UncheckedIOException e) {
                LOG.warn("The chunk store gives nothing: {}", e.getMessage());
                return Optional.empty();
            }
        }

        @Override
        public void keep(Chunk chunk, boolean ours) {
            try {
                Optional.ofNullable(store).ifPresent(open -> open.put(ours ? PutMode.SYNC : PutMode.REQUEST, chunk));
            } catch (IllegalStateException | UncheckedIOException e) {
                LOG.warn("The chunk store takes nothing: {}", e.getMessage());
            }
        }
    }
}
