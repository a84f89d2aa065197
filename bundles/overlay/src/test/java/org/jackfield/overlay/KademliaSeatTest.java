package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.junit.jupiter.api.Test;

/** What one peer is told; its address begins with 1000 where ours begins with 0000. */
class KademliaSeatTest {

    private static final SwarmAddress REMOTE = node("1000", 1);
    private static final SwarmAddress FAR = node("0111", 2);
    private static final SwarmAddress NEAR = node("1011", 3);
    private static final SwarmAddress NEAREST = node("1001", 4);

    private final SeatedTopology topology = new SeatedTopology(List.of(), () -> 0);

    KademliaSeatTest() {
        topology.open(Fixtures.overlay("0000", 0));
    }

    @Test
    void whatIsToBeToldStaysUntilItIsSent() throws Exception {
        HiveSeat seat = join(REMOTE);
        HiveNews depth = new HiveNews.Depth(0);
        assertEquals(Optional.of(depth), seat.next());
        assertEquals(Optional.of(depth), seat.next());
        seat.sent(depth);
        assertEquals(Optional.empty(), seat.next());
        join(NEAR);
        seat.subscribed(0);
        HiveNews nodes = new HiveNews.Nodes(List.of(NEAR));
        assertEquals(Optional.of(nodes), seat.next());
        assertEquals(Optional.of(nodes), seat.next());
        seat.sent(nodes);
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void nobodyIsToldOfBeforeThePeerAsks() throws Exception {
        join(NEAR);
        HiveSeat seat = greeted(REMOTE);
        join(NEAREST);
        assertEquals(Optional.empty(), seat.next());
        assertEquals(OptionalInt.empty(), seat.depth());
        seat.subscribed(3);
        assertTold(seat, NEAREST);
        assertEquals(OptionalInt.of(3), seat.depth());
    }

    @Test
    void aNodeOfAnEarlierReleaseFirstHearsOfAllAsNearToItAsWeAreWhateverItsDepth() throws Exception {
        SwarmAddress remote = node("0010", 5);
        SwarmAddress asNear = node("0001", 6);
        SwarmAddress nearer = node("0011", 7);
        join(FAR);
        join(asNear);
        join(nearer);
        HiveSeat seat = join(remote);
        seat.sent(seat.next().orElseThrow());
        seat.subscribedAroundUs(4);
        assertTold(seat, asNear, nearer);
        join(NEAR);
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void whoCameBetweenIsToldOfIfNearerToUsThanThePeer() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        join(FAR);
        join(NEAR);
        seat.subscribed(3);
        assertTold(seat, FAR);
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void whatOthersTellIsPassedOnOnce() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        HiveSeat teller = join(FAR);
        seat.subscribed(0);
        assertTold(seat, FAR);
        teller.told(NEAR);
        teller.told(NEAR);
        teller.told(REMOTE);
        assertTold(seat, NEAR);
        join(NEAR);
        assertEquals(Optional.empty(), seat.next(), "it knows");
    }

    @Test
    void whatThePeerToldIsNotToldToIt() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        seat.subscribed(0);
        seat.told(NEAR);
        assertEquals(Optional.empty(), seat.next());
        join(NEAR);
        assertEquals(Optional.empty(), seat.next());
    }

    @Test
    void nobodyIsToldOfLightNodes() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        seat.subscribed(0);
        SwarmAddress light = new SwarmAddress(NEAR.overlay(), NEAR.underlay(), Services.LIGHT);
        HiveSeat lightSeat = greeted(light);
        assertEquals(Optional.empty(), seat.next());
        lightSeat.subscribed(0);
        assertTold(lightSeat, REMOTE);
    }

    @Test
    void anInventorIsBounded() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        HiveSeat inventor = join(FAR);
        seat.subscribed(0);
        assertTold(seat, FAR);
        IntStream.range(0, 3000)
                .mapToObj(i -> new byte[] {(byte) 0x80, (byte) (i >> 8), (byte) i})
                .map(start -> Overlay.of(Arrays.copyOf(start, Overlay.BYTES)))
                .forEach(overlay -> inventor.told(
                        new SwarmAddress(overlay, Fixtures.enode(1).toString(), Services.FULL)));
        HiveNews.Nodes told = (HiveNews.Nodes) seat.next().orElseThrow();
        assertEquals(AddressBook.BIN_CAPACITY - 1, told.addresses().size());
        assertEquals(
                AddressBook.BIN_CAPACITY + 1, topology.table().orElseThrow().known());
    }

    @Test
    void aSeatOutlivesItsSessionUntilTheLinkEnds() throws Exception {
        HiveSeat seat = greeted(REMOTE);
        NodeId id = REMOTE.enode().orElseThrow().id();
        assertSame(seat, topology.rejoin(id, REMOTE));
        topology.onEvent(new PeerEvent.Disconnected(id, Instant.now(), DisconnectReason.QUITTING, true, ""));
        assertEquals(0, topology.table().orElseThrow().connected());
        assertEquals(Optional.empty(), seat.next());
        assertNotSame(seat, topology.rejoin(id, REMOTE));
        assertEquals(1, topology.table().orElseThrow().connected());
        seat.leave();
        assertEquals(1, topology.table().orElseThrow().connected());
    }

    @Test
    void nobodySitsDownBeforeThereIsACore() {
        SeatedTopology closed = new SeatedTopology(List.of(), () -> 0);
        DisconnectException end = assertThrows(
                DisconnectException.class, () -> closed.join(Fixtures.enode(1).id(), REMOTE));
        assertEquals(DisconnectReason.QUITTING, end.reason());
        assertEquals(Optional.empty(), closed.table());
    }

    private HiveSeat join(SwarmAddress address) throws DisconnectException {
        return topology.join(address.enode().orElseThrow().id(), address);
    }

    /** One that has been told our depth. */
    private HiveSeat greeted(SwarmAddress address) throws DisconnectException {
        HiveSeat seat = join(address);
        seat.sent(seat.next().orElseThrow());
        return seat;
    }

    private static void assertTold(HiveSeat seat, SwarmAddress... nodes) {
        HiveNews news = seat.next().orElseThrow();
        if (news instanceof HiveNews.Depth) {
            seat.sent(news);
            news = seat.next().orElseThrow();
        }
        assertEquals(new HiveNews.Nodes(List.of(nodes)), news);
        seat.sent(news);
    }

    private static SwarmAddress node(String bits, int last) {
        return Fixtures.node(Fixtures.overlay(bits, last));
    }
}
