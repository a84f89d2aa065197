package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.ChunkStore;
import org.junit.jupiter.api.Test;

class PullModuleTest {

    private static final Overlay SELF = Fixtures.overlay(0);
    private static final SwarmAddress PEER = Fixtures.node(Fixtures.overlay("001", 1));

    private final ManualTimer timer = new ManualTimer();
    private final MemoryStore chunks = new MemoryStore(Address.of(SELF.bytes()));
    private Optional<ChunkStore> store = Optional.of(chunks);
    private final SyncRoom room = new SyncRoom(
            Optional::empty, new StoreAccess(() -> store, timer::nanos), new IntervalBook(Map.of()), timer);
    private final SyncSeat seat = room.join(PEER, true, () -> {});
    private final PullModule module = new PullModule(room, OpenTopology.at(SELF));

    @Test
    void syncsAsLongAsChunksHaveComeLately() throws Exception {
        assertEquals(false, call("isPullSyncing"));
        seat.keep(List.of(SyncSamples.chunk(1)));
        assertEquals(true, call("isPullSyncing"));
        timer.pass(Duration.ofSeconds(15));
        assertEquals(true, call("isPullSyncing"));
        timer.pass(Duration.ofMillis(1));
        assertEquals(false, call("isPullSyncing"));
    }

    @Test
    void tellsHowFarBinsReachAndWhatHasComeOutOfThem() throws Exception {
        seat.keep(SyncSamples.chunks(chunks.base(), 1, 2));
        seat.reaches(16, 20);
        seat.reaches(2, 7);
        seat.received(16, new BinRange(1, 5));
        seat.received(16, new BinRange(9, 20));
        String streams = call("peerStreams").toString();
        assertTrue(streams.startsWith("{\"base\":\"0000000000000000\",\"kademlia\":\"\\n=="), streams);
        assertTrue(
                streams.contains("\"peers\":[{\"peer\":\"2000000000000000\",\"cursors\":{\"2\":7,\"g\":20}}]"),
                streams);
        assertTrue(streams.contains("\"cursors\":{\"SYNC\":{\"0\":0,\"1\":2,\"2\":0,"), streams);
        assertTrue(
                streams.endsWith("\"intervals\":{\"20" + "00".repeat(30) + "01|SYNC|g\":\"[[1 5] [9 20]]\"}}"),
                streams);
    }

    @Test
    void tellsLessWithoutAStore() throws Exception {
        store = Optional.empty();
        assertTrue(call("peerStreams").toString().contains("\"cursors\":{\"SYNC\":{}},\"intervals\":{}}"));
    }

    private Object call(String method) throws Exception {
        return module.methods().get(method).call(new RpcParams(List.of()));
    }
}
