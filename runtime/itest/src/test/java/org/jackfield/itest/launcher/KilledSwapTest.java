package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jackfield.itest.Await;
import org.jackfield.itest.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node is killed in the middle of a swap. The next start has exactly one working release, and says which. */
@Timeout(300)
class KilledSwapTest extends LauncherTest {

    private static final PluginJar PLUGIN = PluginJar.echo("plugin.aaa", "aaa/1");

    @Test
    void whileThePreviousReleaseStops() throws Exception {
        killed("HANG_IN_STOP", "p2p:swap aaa " + jar("2.0.0", "RESUME"), "stopping-1.0.0");
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    @Test
    void whileTheNextReleaseStarts() throws Exception {
        killed("RESUME", "p2p:swap aaa " + jar("2.0.0", "HANG_IN_START"), "starting-2.0.0");
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    /** Felix drops a bundle of which it has not written down where the newest revision is from. */
    @Test
    void whileTheFrameworkCopiesTheNextRelease() throws Exception {
        killed("RESUME", "p2p:swap aaa " + jar("2.0.0", "HANG_IN_START"), "starting-2.0.0");
        Files.delete(newestRevision().resolve("revision.location"));
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    @Test
    void whileTheFrameworkWritesWhatItKnowsOfTheBundle() throws Exception {
        killed("RESUME", "p2p:swap aaa " + jar("2.0.0", "HANG_IN_START"), "starting-2.0.0");
        Files.write(newestRevision().resolveSibling("bundle.info"), new byte[0]);
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    @Test
    void whileTheNextReleaseIsWatched() throws Exception {
        try (NodeProcess node = start("RESUME")) {
            node.type("p2p:swap aaa " + jar("2.0.0", "RESUME") + "\n");
            Await.until("the swap", () -> node.out().contains("in place"));
            node.kill();
        }
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    @Test
    void whileACanaryIsPromoted() throws Exception {
        try (NodeProcess node = start("RESUME")) {
            node.type("p2p:swap aaa " + jar("2.0.0", "HANG_IN_START_AS_ONE") + " --canary 50%\n");
            Await.until("the canary", () -> Files.exists(data.resolve("starting-2.0.0")) && rows(node) == 2);
            Files.delete(data.resolve("starting-2.0.0"));
            node.type("p2p:promote aaa\n");
            await("starting-2.0.0");
            node.kill();
        }
        assertOnly("1.0.0", "1.0.0 is in place and not 2.0.0");
    }

    @Test
    void aConfirmedReleaseAndACanaryOutlastIt() throws Exception {
        try (NodeProcess node = start("RESUME")) {
            node.type("p2p:swap aaa " + jar("2.0.0", "RESUME") + " --watch 0s\n");
            Await.until("the swap", () -> node.out().contains("in place"));
            node.type("p2p:swap aaa " + jar("3.0.0", "RESUME") + " --canary 50%\n");
            Await.until("the canary", () -> node.out().contains("3.0.0 runs with"));
            node.kill();
        }
        try (NodeProcess node = NodeProcess.start(data, "--no-shell")) {
            String protocols = node.protocols();
            assertEquals(2, rows(node), protocols);
            assertTrue(protocols.contains("\"2.0.0\"") && protocols.contains("\"3.0.0\""), protocols);
            assertTrue(protocols.contains("canary 50 %"), protocols);
            assertFalse(node.out().contains("  releases "), "nothing had to be settled");
        }
    }

    /** Starts a swap, and kills the node as soon as a bundle has left its mark. */
    private void killed(String behaviour, String command, String mark) throws Exception {
        try (NodeProcess node = start(behaviour)) {
            node.type(command + "\n");
            await(mark);
            node.kill();
        }
    }

    private NodeProcess start(String behaviour) throws Exception {
        NodeProcess node = NodeProcess.start(data);
        Path incoming = jar("1.0.0", behaviour);
        Files.copy(incoming, data.resolve("plugins/aaa.jar"));
        Await.until("the plug-in", () -> rows(node) == 1);
        return node;
    }

    private void await(String mark) throws Exception {
        Await.until(mark, () -> Files.exists(data.resolve(mark)));
    }

    private void assertOnly(String version, String told) throws Exception {
        try (NodeProcess node = NodeProcess.start(data, "--no-shell")) {
            String protocols = node.protocols();
            assertEquals(1, rows(node), protocols);
            assertTrue(protocols.contains('"' + version + '"'), protocols);
            assertTrue(node.banner("releases").contains(told), node.out());
            String log = Files.readString(data.resolve("logs/jackfield.log"));
            assertTrue(log.lines().anyMatch(line -> line.contains(" WARN ") && line.contains(told)), log);
        }
    }

    private Path newestRevision() throws IOException {
        Path bundle = bundleFolder();
        try (Stream<Path> files = Files.list(bundle)) {
            return files.filter(file -> file.getFileName().toString().startsWith("version"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    private Path bundleFolder() throws IOException {
        try (Stream<Path> folders = Files.list(data.resolve("cache"))) {
            List<Path> all = folders.filter(folder -> Files.exists(folder.resolve("bundle.info")))
                    .toList();
            for (Path folder : all) {
                if (Files.readString(folder.resolve("bundle.info")).contains("plugins/aaa.jar")) {
                    return folder;
                }
            }
        }
        throw new IllegalStateException("the framework has no such bundle");
    }

    /** How many releases of the plug-in are plugged in. */
    private int rows(NodeProcess node) throws Exception {
        Matcher rows = Pattern.compile("\"aaa/1\"").matcher(node.protocols());
        int count = 0;
        while (rows.find()) {
            count++;
        }
        return count;
    }

    private Path jar(String version, String behaviour) {
        return PLUGIN.behaviour(behaviour).release(version).writeTo(temp.resolve(behaviour + version + ".jar"));
    }
}
