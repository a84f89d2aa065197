package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.api.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest(name = "{0} of {1} peers are {2}")
    @CsvSource({
        "0.1, 100, 10",
        "0.1, 20, 2",
        "0.25, 10, 3",
        "0.5, 3, 2",
        "0.5, 2, 1",
        "0.01, 20, 1",
        "0.001, 2, 1",
        "0.99, 20, 19",
        "0.999, 2, 1",
        "0.1, 1, 0",
        "0.9, 1, 1",
        "0.3, 0, 0",
        "0, 100, 0",
        "0, 1, 0",
        "1, 100, 100",
        "1, 1, 1",
    })
    void takesItsPartOfThoseWhoAreThere(double size, int peers, int expected) {
        // Whoever they are.
        for (int seed = 0; seed < 50; seed++) {
            List<NodeId> present = ids(seed, peers);
            Share share = Share.of(size, present);

            assertEquals(expected, present.stream().filter(share::holds).count());
        }
    }

    @Test
    void countsAPeerOnce() {
        List<NodeId> ids = ids(1, 10);
        List<NodeId> twice =
                IntStream.range(0, 40).mapToObj(i -> ids.get(i % 10)).toList();
        Share share = Share.of(0.3, twice);

        assertEquals(3, ids.stream().filter(share::holds).count());
    }

    @Test
    void takesItsPartOfThoseWhoComeLater() {
        List<NodeId> later = ids(99, 10_000);
        for (Share share : List.of(Share.of(0.1, List.of()), Share.of(0.1, ids(1, 100)), Share.of(0.1, ids(2, 500)))) {
            long held = later.stream().filter(share::holds).count();
            assertTrue(held > 700 && held < 1300, held + " of " + later.size());
        }
    }

    @Test
    void keepsWhomItHasWhenItGrows() {
        List<NodeId> present = ids(5, 100);
        Share small = Share.of(0.1, present);
        Share large = Share.of(0.3, present);

        assertTrue(present.stream().filter(small::holds).allMatch(large::holds));
    }

    /** Calculated once, apart: a peer must have the same score in every release of the core. */
    @ParameterizedTest
    @CsvSource({"0, 0.497078057134107", "1, 0.2602749757965651", "255, 0.8302651559826536"})
    void scoresTheSameForEver(int number, double score) {
        assertEquals(score, Share.score(TestNode.id(number)), 1e-15);
    }

    @Test
    void spreadsIdsEvenlyThatDifferLittle() {
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            byte[] id = new byte[NodeId.BYTES];
            ByteBuffer.wrap(id).putInt(NodeId.BYTES - Integer.BYTES, i);
            counts[(int) (10 * Share.score(NodeId.of(id)))]++;
        }
        for (int count : counts) {
            assertTrue(count > 880 && count < 1120, count + " in a tenth");
        }
    }

    private static List<NodeId> ids(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    byte[] id = new byte[NodeId.BYTES];
                    random.nextBytes(id);
                    return NodeId.of(id);
                })
                .toList();
    }
}
