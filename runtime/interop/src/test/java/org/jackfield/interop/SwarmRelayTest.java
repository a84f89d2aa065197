package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.chunks.Address;
import org.jackfield.crypto.NodeKey;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Content crosses the node between two that do not know each other, both ways. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmRelayTest {

    /** Four leaves and their root. */
    private static final int BYTES = 3 * 4096 + 1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"SWARM5, SWARM5", "SWARM5, GETH18"})
    void originalsGetContentThroughOurNode(SwarmOriginal one, SwarmOriginal another) throws Exception {
        try (ForeignBee lower = ForeignBee.alone(one, Half.LOWER, 0);
                OurBee ours = OurBee.quiet(folder, NodeKey.generate());
                ForeignBee upper = ForeignBee.alone(another, Half.UPPER, 0)) {
            assertCarried(lower, ours, upper);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesOfOursGetContentThroughTheOriginal(SwarmOriginal original) throws Exception {
        try (OurBee lower = OurBee.quiet(folder.resolve("lower"), Half.LOWER.key());
                ForeignBee theirs = ForeignBee.alone(original);
                OurBee upper = OurBee.quiet(folder.resolve("upper"), Half.UPPER.key())) {
            assertCarried(lower, theirs, upper);
        }
    }

    private static void assertCarried(Bee lower, Bee between, Bee upper) throws Exception {
        lower.meet(between);
        upper.meet(between);
        assertFetched(lower, between, Half.UPPER, upper);
        assertFetched(upper, between, Half.LOWER, lower);
    }

    private static void assertFetched(Bee asking, Bee between, Half half, Bee keeping) throws Exception {
        byte[] content = half.content(new Random(), BYTES);
        List<Address> chunks = Half.chunks(content);
        String reference = keeping.gateway().upload(content);

        assertEquals(Bee.sha256(content), Await.success(() -> asking.fetch(reference)));

        for (Address chunk : chunks) {
            assertTrue(between.has(chunk.hex()), () -> "it keeps what it passes on: " + chunk);
        }
    }
}
