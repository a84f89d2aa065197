package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SyncSamples;
import org.junit.jupiter.api.Test;

/** Two nodes that sync over stream/8, each of them both ways; what is said travels in memory, in its order. */
class OlderPairTest {

    private static final int CHUNKS = 400;
    private static final Duration MORE = Duration.ofSeconds(2);

    private final OpenSync left = new OpenSync(Fixtures.overlay("0000", 0));
    private final OpenSync right = new OpenSync(Fixtures.overlay("0010", 1));
    private final OlderNode atLeft = new OlderNode(left, Fixtures.node(right.owner()), true);
    private final OlderNode atRight = new OlderNode(right, Fixtures.node(left.owner()), true);
    private final Deque<OlderStreamMessage> toLeft = new ArrayDeque<>();
    private final Deque<OlderStreamMessage> toRight = new ArrayDeque<>();
    private final List<Chunk> chunks =
            IntStream.range(0, CHUNKS).mapToObj(SyncSamples::chunk).toList();

    /** Both depths are 0: all of everything belongs to both. */
    @Test
    void eachHasWhatTheOtherHadAndGets() throws Exception {
        left.put(chunks.subList(0, 150));
        right.put(chunks.subList(100, 250));
        settle();
        assertBothHave(250);
        right.put(chunks.subList(250, 300));
        left.put(chunks.subList(300, CHUNKS));
        settle();
        assertBothHave(CHUNKS);
        // 150 to 250 there were, and what the other one got later; nothing went twice.
        assertEquals(150L, atLeft.session().info().get("pulled"));
        assertEquals(200L, atRight.session().info().get("pulled"));
        assertEquals(CHUNKS, new HashSet<>(left.pulled()).size());
    }

    @Test
    void aPeerOutsideOfTheNeighbourhoodIsInvitedToOneBin() throws Exception {
        left.depth(5);
        right.depth(5);
        left.put(chunks);
        settle();
        assertEquals(
                chunks.stream().filter(chunk -> left.bin(chunk) == 2).toList(),
                chunks.stream().filter(right::has).toList());
    }

    /** It goes on where it was when it comes into the neighbourhood again. */
    @Test
    void aBinThatThePeerNeedsNoMoreRests() throws Exception {
        settle();
        left.depth(5);
        left.put(chunks);
        settle();
        assertEquals(
                chunks.stream().filter(chunk -> left.bin(chunk) == 2).toList(),
                chunks.stream().filter(right::has).toList());
        left.depth(0);
        settle();
        assertBothHave(CHUNKS);
    }

    @Test
    void whatHasComeIsNotOfferedAgainOverTheNextLink() throws Exception {
        left.put(chunks.subList(0, 200));
        settle();
        OlderNode againLeft = new OlderNode(left, Fixtures.node(right.owner()), true);
        OlderNode againRight = new OlderNode(right, Fixtures.node(left.owner()), true);
        left.put(chunks.subList(200, 210));
        for (int round = 0; round < 6; round++) {
            for (OlderStreamMessage said : againLeft.say()) {
                if (said instanceof OlderStreamMessage.Offer offer) {
                    assertEquals(
                            List.of(),
                            offer.chunks().stream()
                                    .filter(chunk -> chunks.subList(0, 200).stream()
                                            .anyMatch(old -> old.address().equals(chunk)))
                                    .toList());
                }
                againRight.hear(said);
            }
            for (OlderStreamMessage said : againRight.say()) {
                againLeft.hear(said);
            }
            pass();
        }
        assertEquals(10, chunks.stream().filter(right::has).count() - 200);
    }

    @Test
    void aLightNodeIsNotInvitedAndInvitesNobody() throws Exception {
        OlderNode full = new OlderNode(left, Fixtures.node(right.owner()).with(Services.LIGHT), true);
        OlderNode light = new OlderNode(right, Fixtures.node(left.owner()), false);
        left.put(chunks);
        assertEquals(List.of(), full.say());
        assertEquals(1, light.say().size());
        light.hear(new OlderStreamMessage.Invitation(OlderStreamId.sync(2, true), Optional.empty(), 2));
        assertEquals(List.of(), light.say());
    }

    /** Wherever it happens: nothing is lost, nobody breaks a rule, nothing is given twice. */
    @Test
    void releasesAreReplacedInTheMidstOfABatch() throws Exception {
        Random random = new Random(5);
        left.put(chunks.subList(0, 200));
        right.put(chunks.subList(200, 300));
        long given = 0;
        for (int step = 0; step < 4000; step++) {
            switch (random.nextInt(5)) {
                case 0 -> toRight.addAll(atLeft.sayOnce());
                case 1 -> toLeft.addAll(atRight.sayOnce());
                case 2 -> hear(atRight, toRight);
                case 3 -> hear(atLeft, toLeft);
                default -> pass();
            }
            if (random.nextInt(10) == 0) {
                OlderNode here = random.nextBoolean() ? atLeft : atRight;
                given += (long) here.session().info().get("given");
                here.swap();
            }
            if (step == 2000) {
                left.put(chunks.subList(300, CHUNKS));
            }
        }
        settle();
        assertBothHave(CHUNKS);
        given += (long) atLeft.session().info().get("given");
        given += (long) atRight.session().info().get("given");
        assertEquals(CHUNKS, given);
    }

    private void settle() throws Exception {
        for (int quiet = 0; quiet < 4; quiet++) {
            toRight.addAll(atLeft.say());
            toLeft.addAll(atRight.say());
            while (!toRight.isEmpty() || !toLeft.isEmpty()) {
                quiet = 0;
                hear(atRight, toRight);
                hear(atLeft, toLeft);
            }
            pass();
        }
    }

    private void pass() {
        left.pass(MORE);
        right.pass(MORE);
    }

    private static void hear(OlderNode node, Deque<OlderStreamMessage> messages) throws Exception {
        if (!messages.isEmpty()) {
            node.hear(messages.remove());
        }
    }

    private void assertBothHave(int count) {
        List<Chunk> expected = new ArrayList<>(chunks.subList(0, count));
        expected.removeIf(chunk -> left.has(chunk) && right.has(chunk));
        assertEquals(List.of(), expected);
    }
}
