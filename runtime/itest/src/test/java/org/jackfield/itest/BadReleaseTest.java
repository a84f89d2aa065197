package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release that throws at every third message is put back, and whoever did not meet such a message sees nothing of it. */
@Timeout(180)
class BadReleaseTest {

    private static final int LOUD = 4;
    private static final int QUIET = 2;

    @TempDir
    Path folder;

    private final List<TestNode> others = new ArrayList<>();
    private final List<RecordingProtocol.Session> sessions = new ArrayList<>();
    private TestNode plugged;

    @AfterEach
    void stop() {
        others.forEach(TestNode::close);
        plugged.close();
    }

    @Test
    void theLinksThatDidNotFailStand() throws Exception {
        ReleaseReport report = rollBack("disconnect");

        assertTrue(report.nextStatistics().failures() <= LOUD, report.toString());
        for (TestNode quiet : others.subList(LOUD, LOUD + QUIET)) {
            assertTrue(quiet.events().nobodyLeft());
        }
    }

    @Test
    void noLinkIsLostWhereFailuresAreIsolated() throws Exception {
        rollBack("isolate");

        for (TestNode other : others) {
            assertTrue(other.events().nobodyLeft());
        }
        assertTrue(plugged.events().nobodyLeft());
    }

    @Test
    void aBadCanaryIsRemoved() throws Exception {
        connect("isolate");
        RecordedReleases told = RecordedReleases.of(plugged);
        plugged.await(Releases.class).canary("aaa", jar("2.0.0", "THROW_AT_THIRD"), (double) LOUD / (LOUD + QUIET));
        told.next(Phase.CANARY);
        Await.until(
                "the canary's sessions",
                () -> plugged.registry().registered().stream()
                        .anyMatch(row -> row.canaryShare() > 0 && row.sessions() == LOUD));
        List<RecordingProtocol.Session> loud = new ArrayList<>();
        for (RecordingProtocol.Session session : sessions) {
            if (session.ask(0, "one").equals("0:2.0.0 one")) {
                assertEquals("0:2.0.0 two", session.ask(0, "two"));
                loud.add(session);
            }
        }
        assertEquals(LOUD, loud.size());
        for (RecordingProtocol.Session session : loud) {
            session.send(0, "three");
        }

        assertTrue(told.next(Phase.ROLLED_BACK).reason().contains("sessions failed"));

        sessions.removeAll(loud);
        for (RecordingProtocol.Session quiet : sessions) {
            assertEquals("0:1.0.0 again", quiet.ask(0, "again"));
        }
        assertTrue(plugged.events().nobodyLeft());
    }

    /** Brings the release in, lets it fail with some peers, and waits until it is gone. */
    private ReleaseReport rollBack(String onFailure) throws Exception {
        connect(onFailure);
        RecordedReleases told = RecordedReleases.of(plugged);
        ReleaseReport watched =
                plugged.await(Releases.class).swap("aaa", jar("2.0.0", "THROW_AT_THIRD"), Duration.ofMinutes(1));
        assertEquals(Phase.WATCHED, told.next(Phase.WATCHED).phase());
        for (RecordingProtocol.Session quiet : sessions.subList(LOUD, LOUD + QUIET)) {
            assertEquals("0:2.0.0 hello", quiet.ask(0, "hello"));
        }
        for (RecordingProtocol.Session loud : sessions.subList(0, LOUD)) {
            assertEquals("0:2.0.0 one", loud.ask(0, "one"));
            assertEquals("0:2.0.0 two", loud.ask(0, "two"));
        }
        for (RecordingProtocol.Session loud : sessions.subList(0, LOUD)) {
            loud.send(0, "three");
        }

        ReleaseReport report = told.next(Phase.ROLLED_BACK);

        assertTrue(report.at().isBefore(watched.watchedUntil().orElseThrow()), "within the window");
        assertTrue(report.reason().contains("sessions failed"), report.reason());
        for (RecordingProtocol.Session quiet : sessions.subList(LOUD, LOUD + QUIET)) {
            assertEquals("0:1.0.0 again", quiet.ask(0, "again"));
        }
        return report;
    }

    private void connect(String onFailure) throws Exception {
        plugged = TestNode.start(folder.resolve("plugged"), Map.of("core.onFailure", onFailure), TestNode.PROTOCOLS);
        plugged.install(jar("1.0.0", "RESUME"));
        plugged.install(PluginJar.echo("plugin.bbb", "bbb/1").writeTo(folder.resolve("bbb.jar")));
        for (int i = 0; i < LOUD + QUIET; i++) {
            TestNode other = TestNode.start(folder.resolve("other" + i), Map.of(), TestNode.PROTOCOLS);
            others.add(other);
            RecordingProtocol aaa = new RecordingProtocol("aaa/1", 4);
            other.offer(aaa);
            // A link ends with its last session; this one has another.
            other.offer(new RecordingProtocol("bbb/1", 4));
            other.connectTo(plugged);
            sessions.add(aaa.session());
            assertEquals("0:1.0.0 hello", sessions.get(i).ask(0, "hello"));
        }
    }

    private Path jar(String version, String behaviour) {
        return PluginJar.echo("plugin.aaa", "aaa/1")
                .behaviour(behaviour)
                .release(version)
                .writeTo(folder.resolve(behaviour + version + ".jar"));
    }
}
