package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.SyncSamples;
import org.jackfield.overlay.SyncSeat;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

/** One end, and a test that says what the other would. The peer is in our bin 2. */
class StreamConversationTest {

    private static final Overlay SELF = Fixtures.overlay("0000", 0);
    private static final SwarmAddress PEER = Fixtures.node(Fixtures.overlay("0010", 1));
    private static final int BIN = 2;
    private static final StreamName STREAM = StreamName.ofBin(BIN);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OpenSync room = new OpenSync(SELF);
    private final StreamNode node = new StreamNode(room, PEER, true);

    /** In our bin 2. */
    private final List<Chunk> chunks = SyncSamples.chunks(Address.of(SELF.bytes()), BIN, 80);

    StreamConversationTest() {
        room.depth(5);
    }

    @Test
    void asksForTheBinsThatItWantsAndTheirPastAndHead() throws Exception {
        assertEquals(List.of(new StreamMessage.InfoRequest(List.of(STREAM))), node.say());
        node.hear(info(7));
        List<StreamMessage.GetRange> asked = ranges(node.say());
        assertEquals(
                List.of(1L, 8L),
                asked.stream().map(StreamMessage.GetRange::from).toList());
        assertEquals(
                List.of(7L, SyncSeat.HEAD),
                asked.stream().map(StreamMessage.GetRange::to).toList());
        assertEquals(List.of(), node.say());
    }

    @Test
    void asksForTheHeadAloneOfAnEmptyBinAndForThePastAloneOfABoundedOne() throws Exception {
        node.say();
        node.hear(info(0));
        assertEquals(1, ranges(node.say()).get(0).from());
        room.depth(0);
        node.say();
        node.hear(new StreamMessage.Info(List.of(new StreamMessage.Cursor(StreamName.ofBin(9), 4, true))));
        List<StreamMessage.GetRange> asked = ranges(node.say());
        assertEquals(1, asked.size());
        assertEquals(4, asked.get(0).to());
    }

    @Test
    void aLightNodeAsksForNothingAndGivesWhatItHas() throws Exception {
        StreamNode light = new StreamNode(room, PEER, false);
        room.put(chunks.subList(0, 1));
        assertEquals(List.of(), light.say());
        light.hear(new StreamMessage.InfoRequest(List.of(STREAM)));
        assertEquals(List.of(info(1)), light.say());
    }

    @Test
    void takesWhatItWantsAndGoesOnAfterIt() throws Exception {
        room.put(chunks.subList(1, 2));
        long id = askedForHead(0);
        node.hear(new StreamMessage.Offered(id, 5, addresses(0, 3)));
        StreamMessage.Wanted wanted =
                assertInstanceOf(StreamMessage.Wanted.class, node.say().get(0));
        assertArrayEquals(new byte[] {0b101}, wanted.bits());
        node.hear(delivery(id, 0));
        assertEquals(List.of(), node.say());
        node.hear(delivery(id, 2));
        StreamMessage.GetRange next = ranges(node.say()).get(0);
        assertEquals(6, next.from());
        assertTrue(next.id() != id);
        assertTrue(room.has(chunks.get(0)) && room.has(chunks.get(2)));
        assertEquals(2L, node.conversation().info().get("pulled"));
    }

    @Test
    void whatIsHereAlreadyIsDoneAtOnce() throws Exception {
        room.put(chunks.subList(0, 2));
        long id = askedForHead(0);
        node.hear(new StreamMessage.Offered(id, 2, addresses(0, 2)));
        List<StreamMessage> said = node.say();
        assertEquals(
                0, assertInstanceOf(StreamMessage.Wanted.class, said.get(0)).bits().length);
        assertEquals(3, ranges(said).get(0).from());
    }

    @Test
    void anEmptyPartIsDoneWithoutAnAnswer() throws Exception {
        node.say();
        node.hear(info(300));
        long past = ranges(node.say()).get(0).id();
        node.hear(new StreamMessage.Offered(past, 300, List.of()));
        assertEquals(List.of(), node.say());
    }

    /** The same peer comes back: what has come is not asked for again, whatever it has told of its bins by then. */
    @Test
    void goesOnWithTheFirstGapOnTheNextLink() throws Exception {
        node.say();
        node.hear(info(300));
        List<StreamMessage.GetRange> asked = ranges(node.say());
        room.put(chunks.subList(0, 1));
        node.hear(new StreamMessage.Offered(asked.get(0).id(), 100, addresses(0, 1)));
        node.hear(new StreamMessage.Offered(asked.get(1).id(), 310, addresses(0, 1)));
        node.conversation().leave();
        StreamNode again = new StreamNode(room, PEER, true);
        again.say();
        again.hear(info(320));
        asked = ranges(again.say());
        assertEquals(101, asked.get(0).from());
        assertEquals(320, asked.get(0).to());
        assertEquals(321, asked.get(1).from());
    }

    @Test
    void leavesWhatIsNotWantedAnyMore() throws Exception {
        long id = askedForHead(0);
        room.depth(1);
        List<StreamMessage> asked = node.say();
        assertEquals(
                16,
                assertInstanceOf(StreamMessage.InfoRequest.class, asked.get(0))
                                .streams()
                                .size()
                        + 1);
        room.depth(200);
        node.hear(new StreamMessage.Info(List.of(new StreamMessage.Cursor(StreamName.ofBin(9), 9, false))));
        assertEquals(List.of(), node.say());
        room.depth(5);
        assertEquals(List.of(), node.say());
        node.hear(new StreamMessage.Offered(id, 1, addresses(0, 1)));
        assertArrayEquals(new byte[] {1}, ((StreamMessage.Wanted) node.say().get(0)).bits());
    }

    @Test
    void anOfferOfABinThatIsNotWantedAnyMoreIsDeclinedAndNotTakenForReceived() throws Exception {
        OpenSync other = new OpenSync(SELF);
        StreamNode neighbour = new StreamNode(other, PEER, true);
        neighbour.say();
        neighbour.hear(new StreamMessage.Info(List.of(new StreamMessage.Cursor(StreamName.ofBin(9), 0, false))));
        long id = ranges(neighbour.say()).get(0).id();
        other.depth(5);
        neighbour.say();
        neighbour.hear(new StreamMessage.Offered(id, 3, addresses(0, 3)));
        List<StreamMessage> said = neighbour.say();
        assertEquals(1, said.size());
        assertEquals(0, ((StreamMessage.Wanted) said.get(0)).bits().length);
        other.depth(0);
        neighbour.say();
        neighbour.hear(new StreamMessage.Info(List.of(new StreamMessage.Cursor(StreamName.ofBin(9), 3, false))));
        assertEquals(1, ranges(neighbour.say()).get(0).from());
    }

    @Test
    void nothingIsTakenForReceivedWhileTheStoreIsAway() throws Exception {
        long id = askedForHead(0);
        room.storeIsThere(false);
        node.hear(new StreamMessage.Offered(id, 3, addresses(0, 3)));
        assertEquals(0, ((StreamMessage.Wanted) node.say().get(0)).bits().length);
        room.storeIsThere(true);
        room.pass(Duration.ofMillis(500));
        assertEquals(List.of(), node.say());
        room.pass(PATIENCE);
        assertEquals(List.of(new StreamMessage.InfoRequest(List.of(STREAM))), node.say());
        node.hear(info(3));
        assertEquals(1, ranges(node.say()).get(0).from());
    }

    @Test
    void offersAndGivesInFrames() throws Exception {
        room.put(chunks);
        node.hear(new StreamMessage.InfoRequest(List.of(STREAM)));
        assertTrue(node.say().contains(info(80)));
        node.hear(new StreamMessage.GetRange(9, STREAM, 1, 80, 64));
        room.pass(Duration.ZERO);
        assertEquals(List.of(new StreamMessage.Offered(9, 64, addresses(0, 64))), node.say());
        node.hear(new StreamMessage.Wanted(9, bits(64, 40)));
        room.delete(chunks.get(3));
        List<StreamMessage> said = node.say();
        assertEquals(
                List.of(15, 16, 8),
                said.stream()
                        .map(frame -> ((StreamMessage.Delivery) frame).chunks().size())
                        .toList());
        assertEquals(addresses(0, 64), room.pulled());
        assertEquals(39L, node.conversation().info().get("given"));
    }

    @Test
    void whatThePeerDoesNotWantIsMarkedTooForItHasIt() throws Exception {
        room.put(chunks.subList(0, 2));
        for (byte[] none : List.of(new byte[0], new byte[1])) {
            node.hear(new StreamMessage.GetRange(9, STREAM, 0, 2, 0));
            room.pass(Duration.ZERO);
            node.say();
            node.hear(new StreamMessage.Wanted(9, none));
            assertEquals(List.of(), node.say());
            assertEquals(addresses(0, 2), room.pulled());
        }
    }

    @Test
    void anEmptyPastIsSaidToBeEmptyAndIsNoOffer() throws Exception {
        node.say();
        node.hear(new StreamMessage.GetRange(9, STREAM, 5, 4, 64));
        assertEquals(List.of(new StreamMessage.Offered(9, 4, List.of())), node.say());
        assertEnds(new StreamMessage.Wanted(9, new byte[0]));
    }

    @Test
    void aSecondRequestForTheSamePartIsIgnoredWhileTheFirstWaits() throws Exception {
        node.say();
        node.hear(head(8));
        node.hear(head(9));
        room.pass(Duration.ZERO);
        assertEquals(1, room.waiting());
        room.put(chunks.subList(0, 1));
        room.pass(Duration.ofSeconds(2));
        assertEquals(List.of(new StreamMessage.Offered(8, 1, addresses(0, 1))), node.say());
        node.hear(head(9));
        room.pass(Duration.ofSeconds(2));
        node.say();
        assertEnds(new StreamMessage.Wanted(8, new byte[0]));
    }

    @Test
    void whoLeavesIsWaitedForNoMore() throws Exception {
        node.hear(head(8));
        room.pass(Duration.ZERO);
        node.conversation().leave();
        assertEquals(0, room.waiting());
    }

    @Test
    void whoeverKeepsUsWaitingIsLeft() throws Exception {
        long id = askedForHead(0);
        node.hear(new StreamMessage.Offered(id, 5, addresses(0, 2)));
        node.say();
        room.pass(PATIENCE);
        node.conversation().idle();
        node.hear(delivery(id, 0));
        room.pass(PATIENCE);
        node.conversation().idle();
        room.pass(Duration.ofMillis(1));
        assertThrows(DisconnectException.class, () -> node.conversation().idle());
    }

    @Test
    void whoKeepsUsWaitingForWhatIsNotWantedAnyMoreIsForgiven() throws Exception {
        OpenSync other = new OpenSync(SELF);
        StreamNode neighbour = new StreamNode(other, PEER, true);
        neighbour.say();
        neighbour.hear(new StreamMessage.Info(List.of(new StreamMessage.Cursor(StreamName.ofBin(9), 0, false))));
        long id = ranges(neighbour.say()).get(0).id();
        neighbour.hear(new StreamMessage.Offered(id, 5, addresses(0, 2)));
        other.depth(5);
        neighbour.say();
        other.pass(PATIENCE.plusMillis(1));
        neighbour.conversation().idle();
        assertThrows(DisconnectException.class, () -> neighbour.hear(delivery(id, 0)));
    }

    @Test
    void whatNobodyAskedForEndsTheLink() throws Exception {
        long id = askedForHead(4);
        assertEnds(new StreamMessage.InfoRequest(List.of()));
        assertEnds(new StreamMessage.Info(List.of()));
        assertEnds(new StreamMessage.Info(List.of(new StreamMessage.Cursor(new StreamName("HAVE", "1"), 1, false))));
        assertEnds(new StreamMessage.InfoRequest(List.of(new StreamName("SYNC", "h"))));
        assertEnds(new StreamMessage.GetRange(1, new StreamName("HAVE", "1"), 1, 2, 64));
        assertEnds(new StreamMessage.GetRange(1, new StreamName("SYNC", "-1"), 1, 2, 64));
        assertEnds(new StreamMessage.Offered(id + 1, 5, addresses(0, 1)));
        assertEnds(new StreamMessage.Offered(id, 4, addresses(0, 1)));
        assertEnds(new StreamMessage.Wanted(1, new byte[0]));
        assertEnds(delivery(id, 0));
        assertEnds(new StreamMessage.Delivery(id, List.of()));
        node.hear(new StreamMessage.Offered(id, 5, addresses(0, 2)));
        assertEnds(new StreamMessage.Offered(id, 6, addresses(0, 2)));
        assertEnds(delivery(id, 5));
        assertEnds(new StreamMessage.Delivery(
                id,
                List.of(new StreamMessage.Delivered(
                        chunks.get(0).address(), chunks.get(1).data()))));
        assertTrue(!room.has(chunks.get(0)));
    }

    @Test
    void tooFewBitsEndTheLink() throws Exception {
        room.put(chunks.subList(0, 17));
        node.hear(new StreamMessage.GetRange(9, STREAM, 1, 17, 64));
        room.pass(Duration.ZERO);
        node.say();
        assertEnds(new StreamMessage.Wanted(9, new byte[2]));
    }

    @Test
    void streamsThatThereAreNotAreNotToldOf() throws Exception {
        node.say();
        node.hear(new StreamMessage.InfoRequest(List.of(STREAM, new StreamName("HAVE", "1"))));
        assertEquals(List.of(), node.say());
    }

    @Test
    void whoeverReadsNoAnswersGetsNoMore() {
        assertThrows(DisconnectException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                node.hear(new StreamMessage.InfoRequest(List.of(STREAM)));
            }
        });
        assertThrows(DisconnectException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                node.hear(new StreamMessage.GetRange(i, STREAM, 1, 1, 64));
                room.pass(Duration.ZERO);
            }
        });
    }

    @Test
    void survivesAStateThatIsNone() throws Exception {
        room.put(chunks);
        node.say();
        node.hear(info(7));
        node.hear(new StreamMessage.GetRange(9, STREAM, 1, 80, 64));
        room.pass(Duration.ZERO);
        node.hear(head(10));
        Malformed.feed(
                input -> {
                    StreamNode next = new StreamNode(room, PEER, true);
                    try {
                        next.conversation().restore(input);
                    } catch (DisconnectException e) {
                        assertEquals(DisconnectReason.REQUESTED, e.reason());
                    } finally {
                        next.conversation().leave();
                    }
                },
                List.of(node.conversation().left()));
    }

    private long askedForHead(long cursor) throws Exception {
        node.say();
        node.hear(info(cursor));
        List<StreamMessage.GetRange> asked = ranges(node.say());
        return asked.get(asked.size() - 1).id();
    }

    private void assertEnds(StreamMessage message) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> node.hear(message));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    private List<Address> addresses(int from, int to) {
        return chunks.subList(from, to).stream().map(Chunk::address).toList();
    }

    private StreamMessage delivery(long id, int chunk) {
        Chunk one = chunks.get(chunk);
        return new StreamMessage.Delivery(id, List.of(new StreamMessage.Delivered(one.address(), one.data())));
    }

    private static StreamMessage info(long cursor) {
        return new StreamMessage.Info(List.of(new StreamMessage.Cursor(STREAM, cursor, false)));
    }

    private static StreamMessage head(long id) {
        return new StreamMessage.GetRange(id, STREAM, 1, SyncSeat.HEAD, 64);
    }

    private static byte[] bits(int count, int set) {
        byte[] bits = new byte[count / 8 + 1];
        IntStream.range(0, set).forEach(bit -> bits[bit / 8] |= (byte) (1 << bit % 8));
        return bits;
    }

    private static List<StreamMessage.GetRange> ranges(List<StreamMessage> said) {
        List<StreamMessage.GetRange> ranges = new ArrayList<>();
        said.forEach(message -> {
            if (message instanceof StreamMessage.GetRange range) {
                ranges.add(range);
            }
        });
        return ranges;
    }
}
