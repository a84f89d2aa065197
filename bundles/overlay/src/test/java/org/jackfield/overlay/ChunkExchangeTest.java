package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.junit.jupiter.api.Test;

/** One node's exchange; the chunk's address begins with other bits than ours, so that all of depth 0 are asked. */
class ChunkExchangeTest {

    private static final Chunk CHUNK = chunk(1);

    private final Map<Address, Chunk> kept = new HashMap<>();
    private final Map<Address, Boolean> ours = new HashMap<>();
    private long now;
    private long ids = 100;
    private int joined;
    private TableView view = table(0);
    private final ChunkExchange exchange =
            new ChunkExchange(() -> Optional.of(view), new KeptChunks(), () -> now, () -> ids++);

    private final class KeptChunks implements Chunks {
        @Override
        public Optional<Chunk> get(Address address) {
            return Optional.ofNullable(kept.get(address));
        }

        @Override
        public void keep(Chunk chunk, boolean belongsHere) {
            kept.put(chunk.address(), chunk);
            ours.put(chunk.address(), belongsHere);
        }
    }

    @Test
    void servesWhatIsHereAndOnce() {
        kept.put(CHUNK.address(), CHUNK);
        RetrievalSeat seat = join(0);
        seat.requested(7, CHUNK.address());
        RetrievalNews delivery = new RetrievalNews.Delivery(7, CHUNK);
        assertEquals(Optional.of(delivery), seat.next());
        assertEquals(Optional.of(delivery), seat.next());
        seat.sent(delivery);
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void asksTheNearestThenTheNextEveryOneAndAHalfSeconds() throws Exception {
        RetrievalSeat far = join(1);
        RetrievalSeat near = join(9);
        CompletableFuture<Chunk> wanted = exchange.fetch(CHUNK.address());
        assertEquals(Optional.of(new RetrievalNews.Request(100, CHUNK.address(), 1)), near.next());
        now += ChunkExchange.PEER_NANOS - 1;
        exchange.tick();
        assertEquals(Optional.empty(), far.next());
        now++;
        exchange.tick();
        assertEquals(Optional.of(new RetrievalNews.Request(101, CHUNK.address(), 1)), far.next());
        near.delivered(100, CHUNK.address(), CHUNK.data());
        assertSame(CHUNK.address(), wanted.join().address());
        assertEquals(true, ours.get(CHUNK.address()));
        assertEquals(
                1,
                exchange.deliveries().values().stream()
                        .mapToLong(count -> count)
                        .sum());
        far.delivered(101, CHUNK.address(), CHUNK.data());
        assertEquals(2, exchange.deliveries().size());
        assertEquals(List.of(1L, 1L), List.copyOf(exchange.deliveries().values()));
    }

    @Test
    void givesUpWhenEverybodyHasBeenAsked() {
        join(3);
        CompletableFuture<Chunk> wanted = exchange.fetch(CHUNK.address());
        assertFalse(wanted.isDone());
        now += ChunkExchange.PEER_NANOS;
        exchange.tick();
        assertTrue(wanted.isCompletedExceptionally());
    }

    @Test
    void givesUpAfterTenSeconds() {
        for (int i = 0; i < 12; i++) {
            join(i);
        }
        CompletableFuture<Chunk> wanted = exchange.fetch(CHUNK.address());
        for (int asked = 1; asked < 7; asked++) {
            now += ChunkExchange.PEER_NANOS;
            exchange.tick();
            assertFalse(wanted.isDone());
        }
        now = ChunkExchange.SEARCH_NANOS;
        exchange.tick();
        assertTrue(wanted.isCompletedExceptionally());
    }

    @Test
    void failsAtOnceIfThereIsNobodyToAsk() {
        assertTrue(exchange.fetch(CHUNK.address()).isCompletedExceptionally());
        RetrievalSeat light = exchange.join(id(), address(5, Services.LIGHT), true, () -> {});
        assertTrue(exchange.fetch(CHUNK.address()).isCompletedExceptionally());
        assertEquals(Optional.empty(), light.next());
    }

    @Test
    void looksForAChunkOnBehalfOfAPeerAndNeverAsksItBack() throws Exception {
        RetrievalSeat asking = join(0);
        RetrievalSeat near = join(9);
        asking.requested(7, CHUNK.address());
        asking.requested(8, CHUNK.address());
        near.delivered(idOf(near), CHUNK.address(), CHUNK.data());
        assertEquals(Optional.empty(), near.next().filter(news -> news instanceof RetrievalNews.Delivery));
        asking.sent(new RetrievalNews.Delivery(7, CHUNK));
        assertEquals(Optional.of(new RetrievalNews.Delivery(8, CHUNK)), asking.next());
    }

    @Test
    void doesNotForwardWhereNobodyIsNearerThanWhoeverAsks() {
        RetrievalSeat asking = join(9);
        RetrievalSeat far = join(2);
        asking.requested(7, CHUNK.address());
        assertEquals(Optional.empty(), far.next());
    }

    @Test
    void outsideOfTheNeighbourhoodAsksOnlyWhoIsNearerToTheChunk() {
        int proximity = Address.of(view.owner().bytes()).proximity(CHUNK.address());
        view = table(proximity + 1);
        RetrievalSeat equal = join(proximity);
        assertTrue(exchange.fetch(CHUNK.address()).isCompletedExceptionally());
        RetrievalSeat nearer = join(proximity + 1);
        assertFalse(exchange.fetch(CHUNK.address()).isDone());
        assertTrue(nearer.next().isPresent());
        assertEquals(Optional.empty(), equal.next());
    }

    @Test
    void aLightNodeLooksForNothingOnBehalfOfOthers() {
        RetrievalSeat asking = exchange.join(id(), address(0, Services.FULL), false, () -> {});
        RetrievalSeat near = join(9);
        asking.requested(7, CHUNK.address());
        assertEquals(Optional.empty(), near.next());
    }

    @Test
    void aRequestThatHasComeOverTwentyNodesGoesNoFurther() {
        RetrievalSeat asking = join(0);
        RetrievalSeat near = join(9);
        asking.requested(7, CHUNK.address(), 20);
        assertEquals(Optional.empty(), near.next());
        asking.requested(8, CHUNK.address(), 19);
        assertEquals(Optional.of(new RetrievalNews.Request(100, CHUNK.address(), 20)), near.next());
        kept.put(CHUNK.address(), CHUNK);
        asking.requested(9, CHUNK.address(), 255);
        assertEquals(Optional.of(new RetrievalNews.Delivery(9, CHUNK)), asking.next());
    }

    @Test
    void takesWhatItAskedForAlsoFromWhoDoesNotSayForWhichRequestAndPassesOverTheRest() {
        RetrievalSeat seat = join(9);
        CompletableFuture<Chunk> wanted = exchange.fetch(CHUNK.address());
        seat.delivered(chunk(2));
        assertEquals(Map.of(), kept);
        seat.delivered(CHUNK);
        assertSame(CHUNK, wanted.join());
        kept.clear();
        seat.delivered(CHUNK);
        assertEquals(Map.of(), kept);
    }

    @Test
    void leavesWhoSendsWhatNobodyAskedFor() {
        RetrievalSeat seat = join(9);
        exchange.fetch(CHUNK.address());
        Chunk other = chunk(2);
        assertRefused(seat, 99, CHUNK.address(), CHUNK.data());
        assertRefused(seat, 100, other.address(), other.data());
        assertRefused(seat, 100, CHUNK.address(), CHUNK.data());
        assertEquals(Map.of(), kept);
    }

    @Test
    void leavesWhoSendsAnInvalidChunk() {
        RetrievalSeat seat = join(9);
        exchange.fetch(CHUNK.address());
        assertRefused(seat, 100, CHUNK.address(), chunk(2).data());
        assertEquals(Map.of(), kept);
    }

    @Test
    void aPeerThatDoesNotReadGetsNoMoreAnswersThanItsShare() {
        kept.put(CHUNK.address(), CHUNK);
        RetrievalSeat seat = join(9);
        for (int id = 0; id < 1000; id++) {
            seat.requested(id, CHUNK.address());
        }
        int waiting = 0;
        for (Optional<RetrievalNews> news = seat.next(); news.isPresent(); news = seat.next()) {
            seat.sent(news.get());
            waiting++;
        }
        assertEquals(256, waiting);
    }

    @Test
    void whatIsUnderWayOutlivesTheSessionUntilTheLinkEnds() throws Exception {
        NodeId peer = id();
        SwarmAddress address = address(9, Services.FULL);
        RetrievalSeat seat = exchange.join(peer, address, true, () -> {});
        CompletableFuture<Chunk> wanted = exchange.fetch(CHUNK.address());
        assertSame(seat, exchange.rejoin(peer, address, true, () -> {}));
        seat.delivered(100, CHUNK.address(), CHUNK.data());
        assertTrue(wanted.isDone());
        exchange.onEvent(new PeerEvent.Disconnected(peer, Instant.now(), DisconnectReason.QUITTING, true, ""));
        assertTrue(exchange.fetch(chunk(2).address()).isCompletedExceptionally());
    }

    private static void assertRefused(RetrievalSeat seat, long id, Address address, byte[] data) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> seat.delivered(id, address, data));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    private static long idOf(RetrievalSeat seat) {
        return ((RetrievalNews.Request) seat.next().orElseThrow()).id();
    }

    private RetrievalSeat join(int proximity) {
        return exchange.join(id(), address(proximity, Services.FULL), true, () -> {});
    }

    private NodeId id() {
        return Fixtures.enode(++joined).id();
    }

    /** A node of this proximity to the chunk. */
    private static SwarmAddress address(int proximity, Services services) {
        byte[] place = CHUNK.address().bytes().clone();
        place[proximity / 8] ^= (byte) (0x80 >> proximity % 8);
        return new SwarmAddress(Overlay.of(place), Fixtures.enode(1).toString(), services);
    }

    /** We are in the other half of the network than the chunk. */
    private static TableView table(int depth) {
        byte[] place = CHUNK.address().bytes().clone();
        place[0] ^= (byte) 0x80;
        return new TableView(Overlay.of(place), depth, depth, List.of());
    }

    private static Chunk chunk(int content) {
        return Chunk.ofContent(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) content});
    }
}
