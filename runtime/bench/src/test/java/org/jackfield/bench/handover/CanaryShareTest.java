package org.jackfield.bench.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.bench.LineProcess;
import org.jackfield.bench.crowd.SwappedNode;
import org.jackfield.bench.crowd.Tally;
import org.jackfield.bench.crowd.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A canary for one peer in ten, while a hundred of them carry numbers both ways. */
@Timeout(120)
class CanaryShareTest {

    /** All hundred are there when the canary comes, so it gets as many as a tenth is. */
    private static final int SHARE = 10;

    private static final Options OPTIONS = Options.parse("--links", "100");
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path folder;

    @Test
    void aTenthOfAHundredLinksGoesToTheCanaryAndBothReleasesCountRight() throws Exception {
        Pauses pauses = new Pauses();
        try (SwappedNode node = SwappedNode.start(folder, OPTIONS.links(), pauses);
                LineProcess crowd = HandOver.crowd(node, OPTIONS)) {
            crowd.ask("swap 2");
            assertEquals("2.0.0", node.canary(0.1));
            untilShared(node);
            crowd.ask("heard " + SHARE);
            assertTrue(Tally.parse(crowd.ask("finish")).faultless());
            assertEquals(0, pauses.disconnects());
            assertCounted(node, Traffic.parse(crowd.ask("traffic")));
        }
    }

    /** Waits until the canary runs with its share and the other release with everybody else. */
    private static void untilShared(SwappedNode node) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        Map<String, RegisteredProtocol> releases = node.releases();
        while (!runsWith(releases.get("2.0.0"), SHARE) || !runsWith(releases.get("1.0.0"), OPTIONS.links() - SHARE)) {
            assertTrue(System.nanoTime() < deadline, releases::toString);
            Thread.onSpinWait();
            releases = node.releases();
        }
    }

    private static boolean runsWith(RegisteredProtocol release, int peers) {
        return release.sessions() == peers
                && release.parked() == 0
                && release.statistics().sessions() >= peers;
    }

    private static void assertCounted(SwappedNode node, Traffic traffic) {
        // A message is counted just after it was written, so the last ones may be on their way into the counters.
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (sent(node) < traffic.received()) {
            assertTrue(System.nanoTime() < deadline, () -> sent(node) + " messages instead of " + traffic);
            Thread.onSpinWait();
        }
        ReleaseStatistics serving = node.releases().get("1.0.0").statistics();
        ReleaseStatistics canary = node.releases().get("2.0.0").statistics();
        assertEquals(traffic.received(), serving.sent() + canary.sent());
        assertEquals(traffic.sent(), serving.received() + canary.received());
        assertTrue(serving.sent() >= traffic.byRelease().get(1), traffic::toString);
        assertTrue(canary.sent() >= traffic.byRelease().get(2), traffic::toString);
        assertEquals(OPTIONS.links(), serving.sessions());
        assertEquals(SHARE, canary.sessions());
        assertEquals(0, serving.failures() + canary.failures() + serving.disconnects() + canary.disconnects());
    }

    private static long sent(SwappedNode node) {
        return node.releases().values().stream()
                .mapToLong(row -> row.statistics().sent())
                .sum();
    }
}
