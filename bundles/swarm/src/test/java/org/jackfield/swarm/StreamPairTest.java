package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.chunks.Chunk;
import org.jackfield.overlay.OpenSync;
import org.jackfield.overlay.SyncSamples;
import org.junit.jupiter.api.Test;

/** Two nodes, each of which pulls from the other; what is said travels in memory, in its order. */
class StreamPairTest {

    private static final int CHUNKS = 400;
    private static final Duration MORE = Duration.ofSeconds(2);

    private final OpenSync left = new OpenSync(Fixtures.overlay("0000", 0));
    private final OpenSync right = new OpenSync(Fixtures.overlay("0010", 1));
    private final StreamNode atLeft = new StreamNode(left, Fixtures.node(right.owner()), true);
    private final StreamNode atRight = new StreamNode(right, Fixtures.node(left.owner()), true);
    private final Deque<StreamMessage> toLeft = new ArrayDeque<>();
    private final Deque<StreamMessage> toRight = new ArrayDeque<>();
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
        assertEquals(150L, atLeft.conversation().info().get("pulled"));
        assertEquals(200L, atRight.conversation().info().get("pulled"));
        assertEquals(CHUNKS, new HashSet<>(left.pulled()).size());
    }

    @Test
    void outsideOfTheNeighbourhoodOneBinIsPulled() throws Exception {
        right.depth(5);
        left.put(chunks);
        settle();
        assertEquals(
                chunks.stream().filter(chunk -> left.bin(chunk) == 2).toList(),
                chunks.stream().filter(right::has).toList());
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
                boolean here = random.nextBoolean();
                given += (long) (here ? atLeft : atRight).conversation().info().get("given");
                (here ? atLeft : atRight).swap();
            }
            if (step == 2000) {
                left.put(chunks.subList(300, CHUNKS));
            }
        }
        settle();
        assertBothHave(CHUNKS);
        given += (long) atLeft.conversation().info().get("given");
        given += (long) atRight.conversation().info().get("given");
        assertEquals(CHUNKS, given);
    }

    /** The provider's and the puller's in either order, while chunks are on their way. */
    @Test
    void bothReleasesAreReplacedBetweenTwoFrames() throws Exception {
        for (boolean leftFirst : new boolean[] {true, false}) {
            OpenSync provider = new OpenSync(Fixtures.overlay("0000", 0));
            OpenSync puller = new OpenSync(Fixtures.overlay("0010", 1));
            StreamNode gives = new StreamNode(provider, Fixtures.node(puller.owner()), false);
            StreamNode takes = new StreamNode(puller, Fixtures.node(provider.owner()), true);
            List<Chunk> some = chunks.stream()
                    .filter(chunk -> provider.bin(chunk) == 0)
                    .limit(60)
                    .toList();
            provider.put(some);
            exchange(takes, gives);
            exchange(gives, takes);
            exchange(takes, gives);
            provider.pass(Duration.ZERO);
            exchange(gives, takes);
            exchange(takes, gives);
            for (StreamMessage frame : gives.sayOnce()) {
                takes.hear(frame);
            }
            long before = (long) takes.conversation().info().get("pulled");
            assertTrue(before > 0 && before < 60);
            (leftFirst ? gives : takes).swap();
            (leftFirst ? takes : gives).swap();
            exchange(gives, takes);
            assertTrue(some.stream().allMatch(puller::has));
            assertEquals(60 - before, takes.conversation().info().get("pulled"));
        }
    }

    private static void exchange(StreamNode from, StreamNode to) throws Exception {
        for (StreamMessage message : from.say()) {
            to.hear(message);
        }
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

    private static void hear(StreamNode node, Deque<StreamMessage> messages) throws Exception {
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
