package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.SyncSamples;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

/** Chunks that are synced over stream/8 with a scripted peer; only bin 0 is between us. */
class OlderSyncTest {

    private static final Overlay SELF = Fixtures.overlay("0000", 0);
    private static final OlderStreamId LIVE = OlderStreamId.sync(0, true);
    private static final OlderStreamId PAST = OlderStreamId.sync(0, false);
    private static final long ALL = -1;
    private static final List<Chunk> CHUNKS = SyncSamples.chunks(Address.of(SELF.bytes()), 0, 300);

    private final OpenSync room = new OpenSync(SELF);
    private final OlderNode node = new OlderNode(room, Fixtures.node(Fixtures.overlay("1000", 1)), true);

    OlderSyncTest() {
        room.depth(1);
    }

    @Test
    void invitesThePeerToItsBinOnce() throws Exception {
        assertEquals(
                List.of(
                        new OlderStreamMessage.Subscribe(OlderStreamId.RETRIEVE, Optional.empty(), 3),
                        new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2)),
                node.say());
        assertEquals(List.of(), node.say());
        node.swap();
        assertEquals(List.of(), node.say());
    }

    @Test
    void offersThePastInBatchesAndThenWhatComes() throws Exception {
        room.put(CHUNKS.subList(0, 150));
        node.say();
        node.hear(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2));
        assertEquals(List.of(offer(PAST, 1, 0, 128)), saidAfterAll());
        node.hear(want(PAST, 3, 128, 129, ALL));
        List<OlderStreamMessage> said = node.say();
        assertDelivered(CHUNKS.subList(0, 3), said);
        assertEquals(addresses(0, 128), room.pulled());
        assertEquals(List.of(offer(PAST, 129, 128, 150)), saidAfterAll());
        node.hear(want(PAST, 0, 22, 151, ALL));
        assertEquals(List.of(), saidAfterAll());
        room.put(CHUNKS.subList(150, 152));
        assertEquals(List.of(offer(LIVE, 151, 150, 152)), saidAfterAll());
        node.hear(want(LIVE, 2, 2, 153, 0));
        assertDelivered(CHUNKS.subList(150, 152), node.say());
        room.put(CHUNKS.subList(152, 153));
        assertEquals(List.of(offer(LIVE, 153, 152, 153)), saidAfterAll());
    }

    @Test
    void offersOnlyThePartOfThePastThatIsWanted() throws Exception {
        room.put(CHUNKS.subList(0, 10));
        node.say();
        node.hear(new OlderStreamMessage.Subscribe(LIVE, range(5, 7), 2));
        assertEquals(List.of(offer(PAST, 5, 4, 7)), saidAfterAll());
        node.hear(new OlderStreamMessage.Unsubscribe(PAST));
        node.hear(new OlderStreamMessage.Subscribe(PAST, range(11, 0), 2));
        assertEquals(List.of(), saidAfterAll());
    }

    @Test
    void passesOverAChunkThatHasGoneMeanwhile() throws Exception {
        room.put(CHUNKS.subList(0, 3));
        node.say();
        node.hear(new OlderStreamMessage.Subscribe(PAST, Optional.empty(), 2));
        saidAfterAll();
        room.delete(CHUNKS.get(1));
        node.hear(want(PAST, 3, 3, 4, ALL));
        assertDelivered(List.of(CHUNKS.get(0), CHUNKS.get(2)), node.say());
    }

    @Test
    void pullsWhatItIsInvitedTo() throws Exception {
        room.put(CHUNKS.subList(0, 1));
        node.say();
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2)), node.say());
        node.hear(offer(PAST, 0, 0, 3, 7));
        assertEquals(List.of(want(PAST, bits(1, 2), 8, 8, ALL)), node.say());
        // The next offer is answered when all of this one is here.
        node.hear(offer(PAST, 8, 3, 4, 9));
        give(1);
        node.swap();
        assertEquals(List.of(), node.say());
        give(2);
        assertTrue(room.has(CHUNKS.get(2)));
        assertEquals(List.of(want(PAST, bits(0), 8, 10, ALL)), node.say());
        node.hear(offer(LIVE, 9, 0, 2, 20));
        assertEquals(List.of(want(LIVE, bits(), 8, 21, 0)), node.say());
    }

    @Test
    void subscribesOnlyToWhatHasNotComeOverAnEarlierLink() throws Exception {
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        node.hear(offer(PAST, 1, 0, 2, 7));
        give(0);
        give(1);
        OlderNode again = new OlderNode(room, Fixtures.node(Fixtures.overlay("1000", 1)), true);
        again.say();
        again.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 1));
        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, range(8, 0), 1)), again.say());
    }

    @Test
    void whatCouldNotBeKeptIsAskedForAgain() throws Exception {
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        node.hear(offer(PAST, 1, 0, 2, 7));
        give(0);
        room.storeIsThere(false);
        give(1);
        node.say();
        node.hear(offer(PAST, 8, 2, 4, 9));
        assertEquals(List.of(want(PAST, bits(), 8, 10, ALL)), node.say());
        room.storeIsThere(true);
        room.pass(Duration.ofMinutes(1));
        OlderNode again = new OlderNode(room, Fixtures.node(Fixtures.overlay("1000", 1)), true);
        again.say();
        again.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 1));
        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 1)), again.say());
    }

    @Test
    void leavesInvitationsAloneThatItHasNoUseFor() throws Exception {
        node.say();
        node.hear(new OlderStreamMessage.Invitation(PAST, range(0, 0), 2));
        node.hear(new OlderStreamMessage.Invitation(new OlderStreamId("SYNC", "z", true), range(0, 0), 2));
        node.hear(new OlderStreamMessage.Invitation(OlderStreamId.RETRIEVE, range(0, 0), 2));
        assertEquals(List.of(), node.say());
        OlderNode light = new OlderNode(room, Fixtures.node(Fixtures.overlay("1000", 1)), false);
        light.say();
        light.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        assertEquals(List.of(), light.say());
        assertEquals(Conversation.FOREVER, light.session().patience());
    }

    @Test
    void anInvitationWaitsForTheStore() throws Exception {
        node.say();
        room.storeIsThere(false);
        room.pass(Duration.ZERO);
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        node.session().idle();
        node.swap();
        assertEquals(List.of(), node.say());
        assertEquals(Duration.ofMillis(500), node.session().patience());

        room.storeIsThere(true);
        room.pass(Duration.ofMinutes(1));
        node.session().idle();

        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2)), node.say());
        assertEquals(Conversation.FOREVER, node.session().patience());
    }

    @Test
    void anInvitationThatWaitsIsAcceptedAtTheNextWordUnlessItWasTakenBack() throws Exception {
        OlderStreamId another = OlderStreamId.sync(1, true);
        node.say();
        room.storeIsThere(false);
        room.pass(Duration.ZERO);
        node.hear(new OlderStreamMessage.Invitation(another, range(0, 0), 2));
        node.hear(new OlderStreamMessage.Invitation(LIVE, Optional.empty(), 1));
        node.hear(new OlderStreamMessage.Quit(another));
        room.storeIsThere(true);
        room.pass(Duration.ofMinutes(1));

        node.hear(new OlderStreamMessage.Quit(PAST));

        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, Optional.empty(), 1)), node.say());
    }

    @Test
    void ofAStreamThatThePeerHasQuitNothingIsTakenUntilTheNextInvitation() throws Exception {
        node.hear(new OlderStreamMessage.Quit(PAST));
        node.hear(new OlderStreamMessage.Invitation(LIVE, Optional.empty(), 2));
        node.say();
        node.hear(new OlderStreamMessage.Quit(LIVE));
        node.hear(offer(LIVE, 1, 0, 2, 7));
        assertEquals(List.of(), node.say());
        node.hear(new OlderStreamMessage.Invitation(LIVE, Optional.empty(), 2));
        assertEquals(List.of(new OlderStreamMessage.Subscribe(LIVE, Optional.empty(), 2)), node.say());
    }

    @Test
    void leavesWhoBreaksTheRules() throws Exception {
        OlderStreamId nowhere = new OlderStreamId("SYNC", "h", true);
        assertRefused(offer(LIVE, 1, 0, 2, 7));
        assertRefused(want(PAST, 0, 8, 1, ALL));
        assertRefused(new OlderStreamMessage.Unsubscribe(LIVE));
        assertRefused(new OlderStreamMessage.Subscribe(nowhere, Optional.empty(), 2));
        node.hear(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2));
        assertRefused(new OlderStreamMessage.Subscribe(PAST, Optional.empty(), 2));
        assertRefused(want(LIVE, 0, 8, 1, 0));
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        assertRefused(offer(PAST, 7, 0, 2, 1));
        assertRefused(offer(PAST, 7, 0, 2, -1));
        node.hear(offer(PAST, 1, 0, 2, 7));
        node.hear(offer(PAST, 8, 2, 4, 9));
        assertRefused(offer(PAST, 8, 2, 4, 9));
        room.put(CHUNKS.subList(100, 120));
        saidAfterAll();
        assertRefused(want(LIVE, 0, 8, 1, 0));
    }

    @Test
    void leavesWhoReadsNoAnswers() throws Exception {
        room.put(CHUNKS.subList(0, 2));
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        for (int answer = 1; answer < 128; answer++) {
            node.hear(offer(PAST, 1, 0, 2, 7));
        }
        assertRefused(offer(PAST, 1, 0, 2, 7));
    }

    @Test
    void goesOnOnlyWithWhatAReleaseCanHaveLeft() throws Exception {
        room.put(CHUNKS.subList(0, 20));
        node.say();
        node.hear(new OlderStreamMessage.Subscribe(LIVE, range(0, 0), 2));
        saidAfterAll();
        node.hear(want(PAST, 3, 24, 21, ALL));
        node.hear(new OlderStreamMessage.Invitation(LIVE, range(0, 0), 2));
        node.hear(new OlderStreamMessage.Offer(PAST, 0, 3, addresses(30, 40)));
        node.hear(new OlderStreamMessage.Offer(PAST, 4, 7, addresses(40, 50)));
        room.storeIsThere(false);
        room.pass(Duration.ZERO);
        node.hear(new OlderStreamMessage.Invitation(OlderStreamId.sync(3, true), range(0, 0), 2));
        byte[] left = node.session().left();
        Malformed.feed(
                bytes -> {
                    OlderStreamSession next =
                            new OlderNode(room, Fixtures.node(Fixtures.overlay("1000", 1)), true).session();
                    try {
                        next.restore(bytes);
                    } catch (DisconnectException e) {
                        assertEquals(DisconnectReason.REQUESTED, e.reason());
                    } finally {
                        next.leave();
                    }
                },
                List.of(left));
    }

    private void give(int chunk) throws Exception {
        node.hear(new OlderStreamMessage.Delivery(
                CHUNKS.get(chunk).address(), CHUNKS.get(chunk).data(), true));
    }

    private void assertRefused(OlderStreamMessage message) {
        DisconnectException end = assertThrows(DisconnectException.class, () -> node.hear(message));
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, end.reason());
    }

    /** What is said once the room has looked. */
    private List<OlderStreamMessage> saidAfterAll() throws Exception {
        node.say();
        room.pass(Duration.ofSeconds(2));
        return node.say();
    }

    private static void assertDelivered(List<Chunk> expected, List<OlderStreamMessage> said) {
        assertEquals(expected.size(), said.size());
        for (int i = 0; i < expected.size(); i++) {
            OlderStreamMessage.Delivery delivery = (OlderStreamMessage.Delivery) said.get(i);
            assertEquals(expected.get(i).address(), delivery.chunk());
            assertTrue(delivery.syncing());
            assertFalse(delivery.data().length == 0);
        }
    }

    private static OlderStreamMessage offer(OlderStreamId stream, long from, int first, int end) {
        return offer(stream, from, first, end, end);
    }

    private static OlderStreamMessage offer(OlderStreamId stream, long from, int first, int end, long to) {
        return new OlderStreamMessage.Offer(stream, from, to, addresses(first, end));
    }

    private static List<Address> addresses(int first, int end) {
        return CHUNKS.subList(first, end).stream().map(Chunk::address).toList();
    }

    /** The first so many of those that were offered. */
    private static OlderStreamMessage want(OlderStreamId stream, int wanted, int count, long from, long to) {
        return want(stream, bits(IntStream.range(0, wanted).toArray()), count, from, to);
    }

    private static OlderStreamMessage want(OlderStreamId stream, BitSet wanted, int count, long from, long to) {
        return new OlderStreamMessage.Want(stream, wanted, count, from, to);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        IntStream.of(set).forEach(bits::set);
        return bits;
    }

    private static Optional<OlderStreamMessage.Range> range(long from, long to) {
        return Optional.of(new OlderStreamMessage.Range(from, to));
    }
}
