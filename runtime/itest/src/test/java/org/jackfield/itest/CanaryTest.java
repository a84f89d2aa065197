package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A second release runs beside a bundle, with half of the peers, while all of them speak at full speed. */
@Timeout(120)
class CanaryTest {

    private static final int PEERS = 2;

    private static final Map<String, String> SHORT_QUEUES =
            Map.of("core.inboxBytes", "200000", "core.outboxBytes", "100000");

    @TempDir
    Path folder;

    private final List<CountingPeer> peers = new ArrayList<>();
    private final List<TestNode> watching = new ArrayList<>();
    private TestNode plugged;
    private Bundle bundle;
    private Releases releases;
    private RecordedReleases told;

    @BeforeEach
    void start() throws Exception {
        plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
        bundle = plugged.install(jar("1.0.0", "COUNT"));
        for (int i = 0; i < PEERS; i++) {
            CountingPeer peer = new CountingPeer("aaa/1");
            peers.add(peer);
            TestNode node = TestNode.start(folder.resolve("watching" + i), SHORT_QUEUES, TestNode.PROTOCOLS);
            watching.add(node);
            node.offer(peer);
            node.connectTo(plugged);
            peer.awaitRelease(1);
        }
        releases = plugged.await(Releases.class);
        told = RecordedReleases.of(plugged);
    }

    @AfterEach
    void stop() {
        watching.forEach(TestNode::close);
        plugged.close();
    }

    @Test
    void aCanaryThatIsPromotedTakesTheBundlesPlace() throws Exception {
        ReleaseReport canary = releases.canary("aaa", jar("2.0.0", "COUNT"), 0.5);
        assertEquals(Phase.CANARY, canary.phase());
        awaitSessions("2.0.0", 1);
        awaitSessions("1.0.0", 1);

        ReleaseReport promoted = releases.promote("aaa", Duration.ofSeconds(1));
        awaitSessions("2.0.0", 2);

        assertEquals(Phase.WATCHED, promoted.phase());
        assertEquals("2.0.0", bundle.getVersion().toString());
        assertEquals(1, rows().size(), rows().toString());
        assertEquals(bundle.getBundleId(), rows().get(0).bundleId());
        told.next(Phase.CANARY);
        told.next(Phase.WATCHED);
        told.next(Phase.CONFIRMED);
        assertUnseen();
    }

    @Test
    void aCanaryThatIsRolledBackLeavesItsPeersToTheBundle() throws Exception {
        releases.canary("aaa", jar("2.0.0", "COUNT"), 0.5);
        awaitSessions("2.0.0", 1);

        ReleaseReport back = releases.rollback("aaa");
        awaitSessions("1.0.0", 2);

        assertEquals(Phase.ROLLED_BACK, back.phase());
        assertEquals(1, back.nextStatistics().sessions());
        assertEquals(1, rows().size(), rows().toString());
        assertUnseen();
    }

    @Test
    void aPromotionThatIsRolledBackLeavesTheFormerRelease() throws Exception {
        releases.canary("aaa", jar("2.0.0", "COUNT"), 0.5);
        awaitSessions("2.0.0", 1);
        releases.promote("aaa", Duration.ofMinutes(1));
        awaitSessions("2.0.0", 2);

        releases.rollback("aaa");
        awaitSessions("1.0.0", 2);

        assertEquals(1, rows().size(), rows().toString());
        assertUnseen();
    }

    @Test
    void aCanaryThatCannotBeStartedIsRemoved() throws Exception {
        ReleaseReport report = releases.canary("aaa", jar("2.0.0", "THROW_IN_START"), 0.5);

        assertEquals(Phase.ROLLED_BACK, report.phase());
        assertEquals(1, rows().size(), rows().toString());
        assertEquals(Optional.empty(), canaryBundle());
        assertUnseen();
    }

    private Optional<Bundle> canaryBundle() {
        return Optional.ofNullable(plugged.context().getBundle("jackfield-canary:plugin.aaa"));
    }

    private void awaitSessions(String version, int count) throws Exception {
        Await.until(
                count + " sessions of " + version,
                () -> rows().stream()
                        .anyMatch(row -> row.bundleVersion().equals(version)
                                && row.sessions() == count
                                && row.parked() == 0
                                && row.statistics().sessions() >= count));
    }

    private List<RegisteredProtocol> rows() {
        return plugged.registry().registered().stream()
                .filter(row -> row.capability().name().equals("aaa"))
                .toList();
    }

    private void assertUnseen() throws Exception {
        for (int i = 0; i < PEERS; i++) {
            assertEquals("complete", peers.get(i).finish());
            assertTrue(watching.get(i).events().nobodyLeft());
        }
        assertTrue(plugged.events().nobodyLeft());
    }

    private Path jar(String version, String behaviour) {
        return PluginJar.echo("plugin.aaa", "aaa/1")
                .behaviour(behaviour)
                .release(version)
                .writeTo(folder.resolve(behaviour + version + ".jar"));
    }
}
