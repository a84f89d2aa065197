package org.jackfield.chunks;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Chunks out of the store, and out of the network those that are not there, as long as somebody is there who gets them. What
 * comes is kept as long as there is room, so that it is near the next time.
 */
@Component(service = ChunkSource.class)
public final class NearestSource implements ChunkSource {

    private final ChunkStore store;
    private final ChunkSource here;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ChunkFetcher fetcher;

    @Activate
    public NearestSource(@Reference ChunkStore store) {
        this.store = store;
        here = store.source();
    }

    @Override
    public CompletableFuture<Chunk> get(Address address) {
        CompletableFuture<Chunk> stored = here.get(address);
        return stored.isCompletedExceptionally()
                ? Optional.ofNullable(fetcher)
                        .map(network -> fetched(network, address))
                        .orElse(stored)
                : stored;
    }

    private CompletableFuture<Chunk> fetched(ChunkFetcher network, Address address) {
        CompletableFuture<Chunk> fetch = network.fetch(address);
        CompletableFuture<Chunk> kept = fetch.thenApply(chunk -> {
            store.put(PutMode.REQUEST, chunk);
            return chunk;
        });
        // Cancelling goes no further by itself.
        kept.whenComplete((chunk, failure) -> fetch.cancel(false));
        return kept;
    }
}
