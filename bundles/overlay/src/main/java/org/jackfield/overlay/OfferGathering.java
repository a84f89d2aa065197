package org.jackfield.overlay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.BinEntry;

/**
 * Waits for what there is to be offered out of one bin (ethersphere swarm v0.5.8, network/stream/stream.go, {@code
 * serverCollectBatch}), on nobody's thread: it looks, and comes back when something has come or the time is over. Its steps run
 * on the timer.
 */
final class OfferGathering {

    private static final Duration MORE = Duration.ofMillis(SyncSeat.MORE_MILLIS);

    /** When a store that is away is looked for again. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final StoreAccess store;
    private final Timer timer;
    private final int bin;
    private final BinRange range;
    private final int max;
    private final CompletableFuture<ChunkOffer> offer = new CompletableFuture<>();

    OfferGathering(StoreAccess store, Timer timer, int bin, BinRange range, int max) {
        this.store = store;
        this.timer = timer;
        this.bin = bin;
        this.range = range;
        this.max = max;
    }

    CompletableFuture<ChunkOffer> begin() {
        timer.soon(() -> look(false));
        return offer;
    }

    /** @param enough whether to be content with whatever there is */
    private void look(boolean enough) {
        if (offer.isDone()) {
            return;
        }
        try {
            // Before looking for them: whatever comes meanwhile comes after it.
            long last = store.use(open -> open.lastId(bin));
            List<BinEntry> found = store.use(open -> open.bin(bin, range.from(), max)).stream()
                    .filter(entry -> entry.id() <= range.to())
                    .toList();
            if (found.size() >= max || !found.isEmpty() && enough) {
                finish(found, found.get(found.size() - 1).id());
            } else if (range.to() <= last) {
                finish(found, range.to());
            } else if (found.isEmpty()) {
                await(range.from(), false);
            } else {
                // As many as are lacking: nothing is gained by looking at each that comes.
                await(found.get(found.size() - 1).id() + max - found.size(), true);
                timer.after(MORE, () -> look(true));
            }
        } catch (IOException e) {
            timer.after(RETRY, () -> look(false));
        }
    }

    private void await(long id, boolean enough) throws IOException {
        CompletableFuture<Void> arrival = store.use(open -> open.arrival(bin, id));
        offer.whenComplete((done, failure) -> arrival.cancel(false));
        arrival.whenComplete((came, failure) -> {
            boolean over = offer.isDone();
            if (!over) {
                timer.after(failure == null ? Duration.ZERO : RETRY, () -> look(enough));
            }
        });
    }

    private void finish(List<BinEntry> found, long lastId) {
        offer.complete(new ChunkOffer(found.stream().map(BinEntry::address).toList(), lastId));
    }
}
