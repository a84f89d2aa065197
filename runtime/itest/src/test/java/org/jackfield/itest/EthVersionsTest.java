package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The versions of eth that a node offers, as it is delivered. */
@Timeout(120)
class EthVersionsTest {

    @TempDir
    Path folder;

    @Test
    void thoseOfTheConfigurationAreOffered() throws Exception {
        try (TestNode some = TestNode.start(folder.resolve("some"), Map.of("eth.versions", "66,69-70"));
                TestNode usual = TestNode.start(folder.resolve("usual"))) {
            awaitEth(some, 66, 69, 70);
            awaitEth(usual, 68, 69, 70, 71, 72);
            assertTrue(some.connectTo(usual).shared().contains(new Capability("eth", 70)));
        }
    }

    @Test
    void aSessionGoesOnWhenTheBundleIsReplaced() throws Exception {
        try (TestNode replaced = TestNode.start(folder.resolve("replaced"));
                TestNode watching = TestNode.start(folder.resolve("watching"))) {
            awaitEth(replaced, 68, 69, 70, 71, 72);
            awaitEth(watching, 68, 69, 70, 71, 72);
            BlockingQueue<PeerEvent.SessionResumed> resumed = resumed(replaced);
            replaced.connectTo(watching);
            List<WeakReference<ClassLoader>> old = new ArrayList<>();
            for (int release = 1; release <= 10; release++) {
                old.add(new WeakReference<>(
                        eth(replaced).adapt(BundleWiring.class).getClassLoader()));
                eth(replaced).update();
                PeerEvent.SessionResumed session = resumed.poll(20, TimeUnit.SECONDS);
                assertNotNull(session, "not resumed after update " + release);
                assertEquals(new Capability("eth", 72), session.capability());
            }
            Await.until("no old class loader", () -> {
                System.gc();
                return old.stream().allMatch(loader -> loader.get() == null);
            });
            assertTrue(replaced.events().nobodyLeft());
            assertTrue(watching.events().nobodyLeft());
        }
    }

    /** A room that sessions have a seat in goes and comes: eth is made anew around its sessions. */
    @Test
    void aSessionGoesOnWhenTheSynchronizationGoesAndComes() throws Exception {
        try (TestNode changing = TestNode.start(folder.resolve("changing"));
                TestNode watching = TestNode.start(folder.resolve("watching"))) {
            awaitEth(changing, 68, 69, 70, 71, 72);
            awaitEth(watching, 68, 69, 70, 71, 72);
            BlockingQueue<PeerEvent.SessionResumed> resumed = resumed(changing);
            changing.connectTo(watching);
            Bundle sync = bundle(changing, "org.jackfield.sync");
            for (int round = 1; round <= 3; round++) {
                sync.stop();
                assertNotNull(resumed.poll(20, TimeUnit.SECONDS), "not resumed without it, round " + round);
                sync.start();
                assertNotNull(resumed.poll(20, TimeUnit.SECONDS), "not resumed with it, round " + round);
            }
            assertTrue(changing.events().nobodyLeft());
            assertTrue(watching.events().nobodyLeft());
        }
    }

    private static void awaitEth(TestNode node, Integer... versions) throws Exception {
        Await.until("eth " + List.of(versions), () -> List.of(versions).equals(offered(node)));
    }

    private static List<Integer> offered(TestNode node) {
        return node.registry().offered().stream()
                .filter(capability -> capability.name().equals("eth"))
                .map(Capability::version)
                .toList();
    }

    private static BlockingQueue<PeerEvent.SessionResumed> resumed(TestNode node) {
        BlockingQueue<PeerEvent.SessionResumed> resumed = new LinkedBlockingQueue<>();
        PeerEventListener listener = new PeerEventListener() {
            @Override
            public void onEvent(PeerEvent event) {
                if (event instanceof PeerEvent.SessionResumed session) {
                    resumed.add(session);
                }
            }

            @Override
            public boolean wantsMessages() {
                return false;
            }
        };
        node.context().registerService(PeerEventListener.class, listener, null);
        return resumed;
    }

    private static Bundle eth(TestNode node) {
        return bundle(node, "org.jackfield.eth");
    }

    private static Bundle bundle(TestNode node, String name) {
        return Arrays.stream(node.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
