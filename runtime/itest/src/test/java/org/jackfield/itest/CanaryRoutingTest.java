package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jackfield.api.RegisteredProtocol;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.release.ReleaseShares;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The core alone steers which of two installed bundles answers which peer. */
@Timeout(300)
class CanaryRoutingTest {

    /** Each is a node of its own, as a link is known by its peer's key. */
    private static final int PEERS = 8;

    @TempDir
    Path folder;

    private final List<RecordingProtocol.Session> sessions = new ArrayList<>();
    private final List<TestNode> watching = new ArrayList<>();
    private TestNode plugged;
    private ReleaseShares shares;

    @BeforeEach
    void start() throws Exception {
        plugged = TestNode.start(folder.resolve("plugged"));
        shares = plugged.await(ReleaseShares.class);
        plugged.install(jar("1.0.0"));
        for (int i = 0; i < PEERS; i++) {
            RecordingProtocol aaa = new RecordingProtocol("aaa/1", 4);
            TestNode node = TestNode.start(folder.resolve("watching" + i), Map.of("core.listen", ""));
            watching.add(node);
            node.offer(aaa);
            node.connectTo(plugged);
            sessions.add(aaa.session());
        }
    }

    @AfterEach
    void stop() {
        watching.forEach(TestNode::close);
        plugged.close();
    }

    @Test
    void aShareOfThePeersIsAnsweredByTheCanaryAndBothCountRight() throws Exception {
        assertEquals(List.of(), askedOfCanary());
        Bundle canary = install(jar("2.0.0"));
        shares.canary(canary.getBundleId(), 0.25);
        canary.start();
        awaitSessions(6, 2);
        List<Integer> chosen = askedOfCanary();
        assertEquals(2, chosen.size());
        assertEquals(chosen, askedOfCanary(), "it stays so");
        assertCounts("1.0.0", 8, PEERS + 2 * 6);
        assertCounts("2.0.0", 2, 2 * 2);

        shares.canary(canary.getBundleId(), 0.5);
        awaitSessions(4, 4);
        assertTrue(askedOfCanary().containsAll(chosen));
        canary.stop();
        awaitSessions(8, 0);
        assertEquals(List.of(), askedOfCanary());
        canary.start();
        awaitSessions(4, 4);
        shares.endCanary(canary.getBundleId());
        awaitSessions(8, 0);
        assertEquals(List.of(), askedOfCanary());

        assertTrue(watching.stream().allMatch(node -> node.events().nobodyLeft()));
        assertTrue(plugged.registry().registered().stream()
                .allMatch(row -> row.statistics().failures() + row.statistics().disconnects() == 0));
    }

    /** Asks all peers' sessions; returns which of them the canary has answered. */
    private List<Integer> askedOfCanary() throws Exception {
        List<Integer> answered = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            if (sessions.get(i).ask(0, "who").equals("0:2.0.0 who")) {
                answered.add(i);
            }
        }
        return answered;
    }

    /** The last answer may be here before it is counted there. */
    private void assertCounts(String version, long begun, long messages) throws Exception {
        Await.until(version + " has counted right", () -> {
            ReleaseStatistics counted = rows(version).get(0).statistics();
            return counted.sessions() == begun && counted.received() == messages && counted.sent() == messages;
        });
    }

    private void awaitSessions(int ordinary, int ofCanary) throws Exception {
        Await.until(
                ordinary + " and " + ofCanary + " sessions",
                () -> sessions("1.0.0") == ordinary && sessions("2.0.0") == ofCanary);
    }

    private int sessions(String version) {
        return rows(version).stream().mapToInt(RegisteredProtocol::sessions).sum();
    }

    private List<RegisteredProtocol> rows(String version) {
        return plugged.registry().registered().stream()
                .filter(row -> row.bundle().equals("plugin.aaa"))
                .filter(row -> row.bundleVersion().equals(version))
                .toList();
    }

    /** Of the same symbolic name as the one that is there. Not started. */
    private Bundle install(Path jar) throws Exception {
        try (InputStream bytes = Files.newInputStream(jar)) {
            return plugged.context().installBundle("canary", bytes);
        }
    }

    private Path jar(String version) {
        return PluginJar.echo("plugin.aaa", "aaa/1")
                .behaviour("RESUME")
                .release(version)
                .writeTo(folder.resolve(version + ".jar"));
    }
}
