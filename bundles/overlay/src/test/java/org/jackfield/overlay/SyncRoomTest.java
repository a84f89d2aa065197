package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkStore;
import org.jackfield.chunks.PutMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncRoomTest {

    private static final Overlay SELF = Fixtures.overlay(0);
    private static final SwarmAddress PEER = Fixtures.node(Fixtures.overlay("001", 1));

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore chunks = new MemoryStore(Address.of(SELF.bytes()));
    private Optional<ChunkStore> store = Optional.of(chunks);
    private Optional<TableView> table = Optional.of(at(0));
    private final AtomicInteger woken = new AtomicInteger();
    private final SyncRoom room =
            new SyncRoom(() -> table, new StoreAccess(() -> store, timer::nanos), new IntervalBook(Map.of()), timer);
    private final SyncSeat seat = room.join(PEER, true, woken::incrementAndGet);
    private final List<Chunk> some =
            IntStream.range(0, 5).mapToObj(SyncSamples::chunk).toList();
    private final List<Address> addresses = some.stream().map(Chunk::address).toList();

    /** As the original's {@code TestSyncSubscriptionsDiff} has it without a former depth. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 16",
        "1, 0, 0, 16",
        "0, 1, 0, 0",
        "2, 3, 2, 2",
        "3, 3, 3, 16",
        "4, 3, 3, 16",
        "16, 16, 16, 16",
        "200, 20, 16, 16",
        "17, 20, 16, 16"
    })
    void aNeighbourGivesTheNeighbourhoodAndAnotherItsBin(int proximity, int depth, int first, int last) {
        assertEquals(IntStream.rangeClosed(first, last).boxed().toList(), SyncBins.of(proximity, depth));
    }

    @Test
    void otherBinsAreWantedWhenTheDepthChanges() {
        assertEquals(List.of(), seat.bins());
        room.tick();
        assertEquals(17, seat.bins().size());
        assertEquals(1, woken.get());
        room.tick();
        assertEquals(1, woken.get());
        table = Optional.of(at(5));
        room.tick();
        assertEquals(List.of(2), seat.bins());
        assertEquals(2, woken.get());
        seat.leave();
        table = Optional.of(at(1));
        room.tick();
        assertEquals(2, woken.get());
    }

    @Test
    void nothingIsWantedByALightNodeNorWithoutAStore() {
        room.tick();
        assertEquals(List.of(), room.join(PEER, false, () -> {}).bins());
        store = Optional.empty();
        room.tick();
        assertEquals(List.of(), seat.bins());
        assertThrows(IOException.class, () -> seat.wanted(addresses));
        assertEquals(0, seat.lastId(0));
        assertEquals(List.of(), seat.load(addresses));
        seat.pulled(addresses);
    }

    @Test
    void aStoreThatFailsIsLeftAloneForAWhile() {
        room.tick();
        chunks.close();
        assertThrows(IOException.class, () -> seat.keep(some));
        room.tick();
        assertEquals(List.of(), seat.bins());
        timer.pass(Duration.ofSeconds(5));
        room.tick();
        assertEquals(17, seat.bins().size());
    }

    @Test
    void aStoreThatWasAwayBetweenTwoTicksIsNoticed() throws Exception {
        room.tick();
        store = Optional.empty();
        assertThrows(IOException.class, () -> seat.wanted(addresses));
        store = Optional.of(chunks);
        room.tick();
        assertEquals(List.of(), seat.bins());
        assertEquals(5, seat.wanted(addresses).cardinality());
    }

    @Test
    void whatIsHereOrNamedTwiceIsNotWanted() throws Exception {
        seat.keep(some.subList(1, 2));
        List<Address> offered = new ArrayList<>(addresses);
        offered.add(addresses.get(0));
        BitSet expected = new BitSet();
        expected.set(0);
        expected.set(2, 5);
        assertEquals(expected, seat.wanted(offered));
    }

    @Test
    void whatIsKeptIsOfferedToOthersAndMarkedOnce() throws Exception {
        Chunk chunk = some.get(0);
        int bin = chunks.base().bin(chunk.address());
        seat.keep(List.of(chunk));
        assertEquals(1, seat.lastId(bin));
        var offer = seat.offer(bin, new BinRange(1, 1), 64);
        timer.pass(Duration.ZERO);
        assertEquals(List.of(chunk.address()), offer.join().addresses());
        assertEquals(List.of(chunk), seat.load(List.of(chunk.address(), addresses.get(1))));
        seat.pulled(offer.join().addresses());
        room.join(Fixtures.node(Fixtures.overlay(2)), true, () -> {})
                .pulled(offer.join().addresses());
        assertEquals(List.of(chunk.address()), chunks.pulled());
    }

    @Test
    void thirtyPeersThatWaitInAllBinsHearOfTheirsAlone() {
        var offers = IntStream.range(0, 30)
                .mapToObj(i -> room.join(Fixtures.node(Fixtures.overlay(i + 1)), true, () -> {}))
                .flatMap(peer -> IntStream.rangeClosed(0, Address.MAX_BIN)
                        .mapToObj(bin -> peer.offer(bin, BinRange.headFrom(1), 64)))
                .toList();
        timer.pass(Duration.ofSeconds(1));
        assertEquals(510, chunks.waiting());
        some.forEach(chunk -> chunks.put(PutMode.SYNC, chunk));
        timer.pass(Duration.ofSeconds(2));
        long bins = addresses.stream().mapToInt(chunks.base()::bin).distinct().count();
        assertEquals(30 * bins, offers.stream().filter(offer -> offer.isDone()).count());
    }

    private static TableView at(int depth) {
        return new TableView(SELF, depth, depth, Collections.emptyList());
    }
}
