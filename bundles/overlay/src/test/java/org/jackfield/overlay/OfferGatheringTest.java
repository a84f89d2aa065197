package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.PutMode;
import org.junit.jupiter.api.Test;

class OfferGatheringTest {

    private static final int BIN = 0;
    private static final int MAX = 4;
    private static final Duration MORE = Duration.ofMillis(SyncSeat.MORE_MILLIS);

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore store = new MemoryStore(Address.ZERO);
    private Optional<ChunkStore> open = Optional.of(store);
    private final List<Chunk> chunks = SyncSamples.chunks(store.base(), BIN, 10);

    @Test
    void thePastIsOfferedAtOnceInBatches() {
        put(0, 10);
        assertOffer(0, 4, 4, range(1, 10));
        assertOffer(4, 8, 8, range(5, 10));
        assertOffer(8, 10, 10, range(9, 10));
        assertOffer(2, 5, 5, range(3, 5));
    }

    @Test
    void aPastWithNothingInItIsSaidToBeEmpty() {
        store.put(PutMode.REQUEST, chunks.get(0));
        put(1, 2);
        store.delete(chunks.get(1).address());
        assertOffer(0, 0, 2, range(1, 2));
    }

    @Test
    void theHeadWaitsForOneChunkAndThenForMore() {
        CompletableFuture<ChunkOffer> offer = gather(BinRange.headFrom(1));
        timer.pass(Duration.ofHours(1));
        assertFalse(offer.isDone());
        put(0, 1);
        timer.pass(MORE.minusMillis(1));
        assertFalse(offer.isDone());
        put(1, 3);
        timer.pass(Duration.ofMillis(1));
        assertEquals(new ChunkOffer(addresses(0, 3), 3), offer.join());
    }

    @Test
    void aFullBatchDoesNotWait() {
        CompletableFuture<ChunkOffer> offer = gather(BinRange.headFrom(1));
        put(0, 2);
        timer.pass(Duration.ZERO);
        assertFalse(offer.isDone());
        put(2, 6);
        timer.pass(Duration.ZERO);
        assertEquals(new ChunkOffer(addresses(0, MAX), MAX), offer.join());
        assertEquals(0, store.waiting());
    }

    @Test
    void whatIsNotOfferedDoesNotEndTheWait() {
        CompletableFuture<ChunkOffer> offer = gather(BinRange.headFrom(1));
        store.put(PutMode.REQUEST, chunks.get(0));
        timer.pass(Duration.ofMinutes(1));
        assertFalse(offer.isDone());
        put(1, 2);
        timer.pass(MORE);
        assertEquals(new ChunkOffer(addresses(1, 2), 2), offer.join());
    }

    @Test
    void aRangeThatReachesBeyondWhatHasComeWaits() {
        put(0, 2);
        CompletableFuture<ChunkOffer> offer = gather(range(3, 100));
        timer.pass(Duration.ofMinutes(1));
        assertFalse(offer.isDone());
        put(2, 3);
        timer.pass(MORE);
        assertEquals(new ChunkOffer(addresses(2, 3), 3), offer.join());
    }

    @Test
    void whoeverDoesNotWaitLeavesNothingBehind() {
        CompletableFuture<ChunkOffer> offer = gather(BinRange.headFrom(1));
        timer.pass(Duration.ZERO);
        assertEquals(1, store.waiting());
        offer.cancel(false);
        assertEquals(0, store.waiting());
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        CompletableFuture<ChunkOffer> offer = gather(BinRange.headFrom(1));
        timer.pass(Duration.ZERO);
        store.close();
        timer.pass(Duration.ofMinutes(1));
        open = Optional.empty();
        timer.pass(Duration.ofMinutes(1));
        assertFalse(offer.isDone());
        MemoryStore next = new MemoryStore(Address.ZERO);
        next.put(PutMode.UPLOAD, chunks.get(7));
        open = Optional.of(next);
        timer.pass(Duration.ofMinutes(1));
        assertEquals(addresses(7, 8), offer.join().addresses());
    }

    private CompletableFuture<ChunkOffer> gather(BinRange range) {
        return new OfferGathering(new StoreAccess(() -> open, timer::nanos), timer, BIN, range, MAX).begin();
    }

    private void assertOffer(int from, int to, long lastId, BinRange range) {
        CompletableFuture<ChunkOffer> offer = gather(range);
        timer.pass(Duration.ZERO);
        assertTrue(offer.isDone());
        assertEquals(new ChunkOffer(addresses(from, to), lastId), offer.join());
        assertEquals(0, store.waiting());
    }

    private void put(int from, int to) {
        chunks.subList(from, to).forEach(chunk -> store.put(PutMode.UPLOAD, chunk));
    }

    private List<Address> addresses(int from, int to) {
        return new ArrayList<>(
                chunks.subList(from, to).stream().map(Chunk::address).toList());
    }

    private static BinRange range(long from, long to) {
        return new BinRange(from, to);
    }
}
