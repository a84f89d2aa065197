package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Fifty updates of a protocol with a live session cost nothing that stays. */
@Timeout(120)
class SoakTest {

    private static final int WARM_UP = 10;
    private static final int UPDATES = 50;
    private static final Map<String, String> SHORT_QUEUES =
            Map.of("core.inboxBytes", "20000", "core.outboxBytes", "10000");

    /** Of the JDK's and the framework's own, loaded when something happens for the first time. */
    private static final int LATE_CLASSES = 50;

    @TempDir
    Path folder;

    private final CountingPeer peer = new CountingPeer("aaa/1");

    @Test
    void threadsAndClassesAreAsManyAsBefore() throws Exception {
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(peer);
            PluginJar plugin = PluginJar.echo("plugin.aaa", "aaa/1").behaviour("COUNT");
            Bundle bundle = plugged.install(plugin.writeTo(folder.resolve("plugin.jar")));
            watching.connectTo(plugged);
            peer.awaitRelease(1);
            update(bundle, plugin, 2, 1 + WARM_UP);
            System.gc();
            int threads = threads();
            int classes = classes();
            update(bundle, plugin, 2 + WARM_UP, 1 + WARM_UP + UPDATES);

            Await.until("threads: " + threads + ", classes: " + classes, () -> {
                System.gc();
                return threads() <= threads && classes() <= classes + LATE_CLASSES;
            });
            assertEquals("complete", peer.finish());
            assertTrue(watching.events().nobodyLeft());
        }
    }

    private void update(Bundle bundle, PluginJar plugin, int from, int to)
            throws IOException, BundleException, InterruptedException {
        for (int release = from; release <= to; release++) {
            Path next = plugin.release(release + ".0.0").writeTo(folder.resolve("plugin.jar"));
            bundle.update(new ByteArrayInputStream(Files.readAllBytes(next)));
            peer.awaitRelease(release);
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }
}
