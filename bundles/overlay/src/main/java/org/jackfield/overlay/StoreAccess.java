package org.jackfield.overlay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jackfield.chunks.ChunkStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chunk store, which comes and goes and may fail. For any thread. */
final class StoreAccess {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);

    /** One that was away or has failed is left alone for a while: longer than a tick of the room, so that it is noticed. */
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final Supplier<Optional<ChunkStore>> store;
    private final LongSupplier nanos;
    private volatile Optional<Long> failedAt = Optional.empty();

    StoreAccess(Supplier<Optional<ChunkStore>> store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    boolean isUsable() {
        return store.get().isPresent()
                && failedAt.filter(at -> nanos.getAsLong() - at < PAUSE_NANOS).isEmpty();
    }

    /** @throws IOException if there is none, or it fails */
    <T> T use(Function<ChunkStore, T> step) throws IOException {
        Optional<ChunkStore> open = store.get();
        if (open.isEmpty()) {
            failedAt = Optional.of(nanos.getAsLong());
            throw new IOException("there is no chunk store");
        }
        try {
            return step.apply(open.get());
        } catch (IllegalStateException | UncheckedIOException e) {
            if (isUsable()) {
                LOG.warn("Nothing is synced for a while, the chunk store has failed: {}", e.getMessage());
            }
            failedAt = Optional.of(nanos.getAsLong());
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The time by which it goes. */
    long nanos() {
        return nanos.getAsLong();
    }
}
