package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A protocol's bundle is updated again and again, with sessions between, and leaves nothing behind. */
@Timeout(120)
class UpdateTest {

    private static final int UPDATES = 100;
    private static final int UPDATES_WITH_A_SESSION = 10;

    // Dialed by the test alone, once the next release is there.
    private static final Map<String, String> PATIENCE =
            Map.of("core.redialMillis", "600000", "core.redialMaxMillis", "600000");

    @TempDir
    Path folder;

    @Test
    void aHundredUpdatesLeaveNoOldClassLoader() throws Exception {
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        RecordingProtocol aaa = new RecordingProtocol("aaa/1", 4);
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"));
                TestNode watching = TestNode.start(folder.resolve("watching"), PATIENCE)) {
            watching.offer(aaa);
            PluginJar plugin = PluginJar.echo("plugin.aaa", "aaa/1").behaviour("GREET");
            Bundle bundle = plugged.install(plugin.writeTo(folder.resolve("plugin.jar")));
            for (int release = 1; release <= UPDATES; release++) {
                old.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
                boolean connected = release <= UPDATES_WITH_A_SESSION;
                if (connected) {
                    watching.connectTo(plugged);
                    assertEquals("0:" + release + ".0.0", aaa.session().receive());
                }
                Path next = plugin.release(release + 1 + ".0.0").writeTo(folder.resolve("plugin.jar"));
                bundle.update(Files.newInputStream(next));
                if (connected) {
                    watching.events().disconnected(plugged.id());
                    // Who has said goodbye may have the link for a moment more, and refuses another one.
                    Await.until(
                            "the link is gone there",
                            () -> plugged.peers().peers().isEmpty());
                }
            }
            assertTrue(within(Duration.ofSeconds(30), () -> {
                System.gc();
                return old.stream().allMatch(loader -> loader.get() == null);
            }));
        }
    }

    private static boolean within(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
