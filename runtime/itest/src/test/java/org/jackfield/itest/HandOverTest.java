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
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.RegisteredProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A resumable protocol's bundle is replaced while its sessions speak at full speed. */
@Timeout(120)
class HandOverTest {

    private static final int UPDATES = 20;
    private static final int UPDATES_FOR_LOADERS = 100;

    // The first number of a release is soon heard, as few are on their way before it.
    private static final Map<String, String> SHORT_QUEUES =
            Map.of("core.inboxBytes", "200000", "core.outboxBytes", "100000");

    @TempDir
    Path folder;

    private final CountingPeer aaa = new CountingPeer("aaa/1");
    private final CountingPeer bbb = new CountingPeer("bbb/1");
    private final PluginJar swapped = PluginJar.echo("plugin.aaa", "aaa/1").behaviour("COUNT");

    @Test
    void updatesInPlaceAreUnseenByTheOtherSide() throws Exception {
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(aaa);
            watching.offer(bbb);
            Bundle bundle = install(plugged, swapped);
            install(plugged, PluginJar.echo("plugin.bbb", "bbb/1").behaviour("COUNT"));
            watching.connectTo(plugged);
            aaa.awaitRelease(1);
            for (int release = 2; release <= 1 + UPDATES; release++) {
                update(bundle, release);
                aaa.awaitRelease(release);
            }

            assertEquals("complete", aaa.finish());
            assertEquals("complete", bbb.finish());
            assertTrue(watching.events().nobodyLeft());
            assertTrue(plugged.events().nobodyLeft());
            RegisteredProtocol serving = serving(plugged);
            assertEquals(1, serving.sessions());
            assertEquals(1, serving.lastSwap().orElseThrow().sessions());
        }
    }

    @Test
    void aReleaseInstalledBesideTakesOverWhenTheOldOneGoes() throws Exception {
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(aaa);
            Bundle old = install(plugged, swapped);
            watching.connectTo(plugged);
            aaa.awaitRelease(1);
            for (int release = 2; release <= 5; release++) {
                PluginJar next = new PluginJar(
                        "plugin.aaa" + release, release + ".0.0", "aaa/1", swapped.codes(), "COUNT", release);
                Bundle beside = install(plugged, next);
                old.uninstall();
                old = beside;
                aaa.awaitRelease(release);
            }

            assertEquals("complete", aaa.finish());
            assertTrue(watching.events().nobodyLeft());
        }
    }

    @Test
    void aHundredUpdatesOfALiveSessionLeaveNoOldClassLoader() throws Exception {
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(aaa);
            Bundle bundle = install(plugged, swapped);
            watching.connectTo(plugged);
            aaa.awaitRelease(1);
            for (int release = 2; release <= 1 + UPDATES_FOR_LOADERS; release++) {
                old.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
                update(bundle, release);
                aaa.awaitRelease(release);
            }
            Await.until("no old class loader is alive", () -> {
                System.gc();
                return old.stream().allMatch(loader -> loader.get() == null);
            });

            assertEquals("complete", aaa.finish());
            assertTrue(watching.events().nobodyLeft());
        }
    }

    @Test
    void aRemovedProtocolIsParkedAndThenEndsItsLink() throws Exception {
        try (TestNode plugged = TestNode.start(
                        folder.resolve("plugged"), Map.of("core.parkMillis", "700"), TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(aaa);
            Bundle bundle = install(plugged, swapped);
            watching.connectTo(plugged);
            aaa.awaitRelease(1);
            long before = System.nanoTime();
            bundle.uninstall();
            PeerEvent.Disconnected gone = watching.events().disconnected(plugged.id());

            assertEquals(DisconnectReason.REQUESTED, gone.reason());
            assertTrue(gone.byRemote());
            assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() >= 700, "it was parked before");
            assertTrue(plugged.registry().registered().stream().noneMatch(row -> row.parked() > 0));
        }
    }

    @Test
    void aReleaseThatIsNotResumableEndsTheLink() throws Exception {
        try (TestNode plugged = TestNode.start(folder.resolve("plugged"), SHORT_QUEUES, TestNode.PROTOCOLS);
                TestNode watching = TestNode.start(folder.resolve("watching"), SHORT_QUEUES, TestNode.PROTOCOLS)) {
            watching.offer(aaa);
            Bundle bundle = install(plugged, swapped);
            watching.connectTo(plugged);
            aaa.awaitRelease(1);

            Path plain = swapped.behaviour("ECHO").release("2.0.0").writeTo(folder.resolve("plain.jar"));
            bundle.update(Files.newInputStream(plain));

            assertEquals(
                    DisconnectReason.REQUESTED,
                    watching.events().disconnected(plugged.id()).reason());
        }
    }

    private Bundle install(TestNode node, PluginJar plugin) throws Exception {
        return node.install(plugin.writeTo(folder.resolve(plugin.name() + ".jar")));
    }

    private void update(Bundle bundle, int release) throws Exception {
        Path next = swapped.release(release + ".0.0").writeTo(folder.resolve("plugin.aaa.jar"));
        bundle.update(Files.newInputStream(next));
    }

    private RegisteredProtocol serving(TestNode node) {
        return node.registry().registered().stream()
                .filter(protocol -> protocol.capability().equals(aaa.capability()))
                .findFirst()
                .orElseThrow();
    }
}
