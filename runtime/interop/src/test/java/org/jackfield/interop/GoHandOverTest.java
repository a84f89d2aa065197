package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jackfield.itest.PluginJar;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/**
 * A protocol's bundle is replaced while twenty nodes of go-ethereum's p2p package are connected to it, and numbers flow
 * both ways on each link without a pause. They see one unbroken row of numbers, each from the release that
 * follows, and no link but their first.
 */
@Timeout(180)
class GoHandOverTest {

    private static final int LINKS = 20;
    private static final int UPDATES = 100;

    @TempDir
    Path folder;

    @BeforeEach
    void needsGo() throws Exception {
        GoPeer.require();
    }

    @Test
    void twentyLinksSeeAnUnbrokenStreamOverAHundredUpdates() throws Exception {
        PluginJar plugin = PluginJar.echo("plugin.aaa", "aaa/1").behaviour("STREAM");
        try (TestNode node = TestNode.start(folder)) {
            Bundle bundle = node.install(plugin.writeTo(folder.resolve("plugin.jar")));
            try (ForeignPeer go = GoPeer.flock(
                    "--to", node.peers().self().toString(), "--links", Integer.toString(LINKS), "--protocol", "aaa")) {
                assertHeard(1, go);
                for (int release = 2; release <= 1 + UPDATES; release++) {
                    Path next = plugin.release(release + ".0.0").writeTo(folder.resolve("plugin.jar"));
                    bundle.update(new ByteArrayInputStream(Files.readAllBytes(next)));
                    assertHeard(release, go);
                }

                go.say("finish");
                for (int link = 0; link < LINKS; link++) {
                    JsonNode finished = go.await("finished");
                    assertEquals(1 + UPDATES, finished.path("release").asInt());
                    assertTrue(finished.path("read").asInt() > UPDATES
                            && finished.path("written").asInt() > UPDATES);
                }
                assertFalse(go.told("fault"));
                assertTrue(node.events().nobodyLeft());
            }
        }
    }

    private static void assertHeard(int release, ForeignPeer go) throws InterruptedException {
        assertEquals(release, go.await("heard").path("release").asInt());
    }
}
