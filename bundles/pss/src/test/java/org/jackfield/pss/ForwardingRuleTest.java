package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jackfield.overlay.Overlay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of ethersphere swarm v0.5.8's pss/forwarding_test.go: two peers in each bin from 0 to 10, one in bin 12. */
class ForwardingRuleTest {

    private static final int DEPTH = 10;

    /** The first peer of the neighbourhood. */
    private static final int NEAREST = 2 * DEPTH;

    private static final List<Integer> NEIGHBOURS = List.of(NEAREST, NEAREST + 1, NEAREST + 2);

    private final Random random = new Random(3);
    private final Overlay base = Overlay.of(Fixtures.bytes("ff".repeat(Overlay.BYTES)));
    private final ForwardingRule rule = new ForwardingRule(base, DEPTH);
    private final List<MessageSeat> peers = new ArrayList<>();

    ForwardingRuleTest() {
        for (int bin = 0; bin <= DEPTH; bin++) {
            peers.add(seat(Fixtures.at(base, bin, random)));
            peers.add(seat(Fixtures.at(base, bin, random)));
        }
        peers.add(seat(Fixtures.at(base, DEPTH + 2, random)));
    }

    @Test
    void whatIsForAPeerGoesToItAlone() {
        for (int peer = 0; peer < peers.size(); peer++) {
            assertEquals(List.of(peer), sentTo(Destination.of(peers.get(peer).place())), "peer " + peer);
        }
    }

    @Test
    void whatIsNearAPeerOutsideOfOurNeighbourhoodGoesToItAlone() {
        for (int peer = 0; peer < NEAREST; peer++) {
            Overlay near = Fixtures.at(peers.get(peer).place(), 64, random);
            assertEquals(List.of(peer), sentTo(Destination.of(near)), "near peer " + peer);
        }
    }

    @Test
    void whatLiesInABinGoesToOneThere() {
        for (int bin = 0; bin < DEPTH; bin++) {
            assertOneOf(bin, sentTo(Destination.of(Fixtures.at(base, bin, random))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13, 20, 77, 254})
    void whatLiesInOurNeighbourhoodGoesToAllThere(int proximity) {
        assertEquals(NEIGHBOURS, sentTo(Destination.of(Fixtures.at(base, proximity, random))));
    }

    @Test
    void partialAddressesAreFollowedAsFarAsTheyGo() {
        int given = 12;
        for (int peer = 0; peer < NEAREST; peer++) {
            assertOneOf(peer / 2, sentTo(prefix(peers.get(peer).place(), given)));
        }
        for (int peer = NEAREST; peer < peers.size(); peer++) {
            assertEquals(NEIGHBOURS, sentTo(prefix(peers.get(peer).place(), given)));
        }
    }

    @Test
    void everybodyGetsWhatIsForEverybody() {
        assertEquals(IntStream.range(0, peers.size()).boxed().toList(), sentTo(Destination.EVERYBODY));
    }

    @Test
    void allThatAPartialAddressCoversGetIt() {
        assertEquals(IntStream.range(16, peers.size()).boxed().toList(), sentTo(Destination.of(Fixtures.bytes("ff"))));
        assertOneOf(8, sentTo(Destination.of(Fixtures.bytes("ff" + "00".repeat(31)))));
    }

    @Test
    void theNextBestGetsItWhereTheBestDoesNotTakeIt() {
        for (int bin = 1; bin < DEPTH - 1; bin++) {
            Destination to = Destination.of(Fixtures.at(base, bin, random));
            for (int failures = 1; failures < peers.size(); failures++) {
                List<Integer> order = triedFor(to);
                assertEquals(List.of(order.get(failures)), sentTo(to, failures));
            }
            assertEquals(peers.size(), new TreeSet<>(triedFor(to)).size());
        }
    }

    @Test
    void aWholeBinGetsItWhereNobodyOfOurNeighbourhoodTakesIt() {
        Destination to = Destination.of(Fixtures.at(base, DEPTH + 1, random));
        assertEquals(List.of(NEAREST - 2, NEAREST - 1), sentTo(to, NEIGHBOURS.size()));
    }

    @Test
    void nearerPeersAreTriedFirst() {
        Destination to = Destination.of(Fixtures.at(base, 4, random));
        List<Integer> proximities = triedFor(to).stream()
                .map(peer -> to.point().proximity(peers.get(peer).place()))
                .toList();
        List<Integer> descending = new ArrayList<>(proximities);
        descending.sort(Collections.reverseOrder());
        assertEquals(descending, proximities);
    }

    @Test
    void ofEqualPeersTheOneThatWasUsedLessGetsIt() {
        Overlay owner = Overlay.of(new byte[Overlay.BYTES]);
        Destination to = Destination.of(Fixtures.bytes("f8" + "00".repeat(31)));
        List<MessageSeat> equals = new ArrayList<>();
        for (String first : List.of("80", "81", "82")) {
            equals.add(seat(Overlay.of(Fixtures.bytes(first + "00".repeat(31)))));
        }
        int[] counts = new int[3];
        for (int i = 0; i < 30; i++) {
            new ForwardingRule(owner, 2).forward(to, equals, seat -> {
                counts[equals.indexOf(seat)]++;
                seat.next().ifPresent(seat::sent);
                return seat.offer(Fixtures.raw(to));
            });
        }
        assertEquals("[10, 10, 10]", Arrays.toString(counts));
    }

    @Test
    void nobodyGetsItWhereNobodyIs() {
        assertFalse(rule.forward(Destination.EVERYBODY, List.of(), seat -> true));
        assertFalse(rule.forward(Destination.EVERYBODY, peers, seat -> false));
        assertTrue(rule.forward(Destination.EVERYBODY, peers, seat -> true));
    }

    private List<Integer> sentTo(Destination to) {
        return sentTo(to, 0);
    }

    private List<Integer> sentTo(Destination to, int failures) {
        List<Integer> sent = new ArrayList<>();
        int[] left = {failures};
        assertTrue(rule.forward(to, peers, seat -> left[0]-- <= 0 && sent.add(peers.indexOf(seat))));
        Collections.sort(sent);
        return sent;
    }

    /** In order. */
    private List<Integer> triedFor(Destination to) {
        List<Integer> tried = new ArrayList<>();
        assertFalse(rule.forward(to, peers, seat -> !tried.add(peers.indexOf(seat))));
        return tried;
    }

    private static void assertOneOf(int bin, List<Integer> sent) {
        assertEquals(1, sent.size(), () -> "bin " + bin + ", sent to " + sent);
        assertEquals(bin, sent.get(0) / 2);
    }

    private static Destination prefix(Overlay address, int bytes) {
        return Destination.of(Arrays.copyOf(address.bytes(), bytes));
    }

    private static MessageSeat seat(Overlay place) {
        return Fixtures.seat(place);
    }
}
