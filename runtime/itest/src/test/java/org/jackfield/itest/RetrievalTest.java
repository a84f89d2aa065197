package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Content that is at one node of Swarm and wanted at another. */
@Timeout(300)
class RetrievalTest {

    /** Nothing is to come before it is wanted. */
    private static final Set<String> WITHOUT = Set.of("eth", "whisper", "pushsync");

    private static final int BYTES = 300_000;

    @TempDir
    Path folder;

    @Test
    void contentIsDownloadedFromAnotherNode() throws Exception {
        byte[] first = content(1);
        byte[] second = content(2);
        try (TestNode here = start("here");
                TestNode there = start("there")) {
            GatewayClient gateway = GatewayClient.of(here);
            String hashOfFirst = GatewayClient.of(there).upload(first);
            String hashOfSecond = GatewayClient.of(there).upload(second);
            here.connectTo(there);
            Await.until("the handshakes", () -> seated(here, there) && seated(there, here));
            assertArrayEquals(first, gateway.download(hashOfFirst));

            for (TestNode node : List.of(here, there)) {
                node.await(Releases.class)
                        .swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
            }
            assertArrayEquals(second, gateway.download(hashOfSecond));
            assertEquals(List.of(), here.events().departures());
        }
    }

    private TestNode start(String name) {
        Path data = folder.resolve(name);
        return TestNode.start(
                data,
                Map.of(
                        "swarm.light",
                        "false",
                        "overlay.folder",
                        data.resolve("swarm").toString(),
                        "chunks.folder",
                        data.resolve("swarm/chunks").toString(),
                        "gateway.listen",
                        "127.0.0.1:0"),
                WITHOUT);
    }

    private static boolean seated(TestNode node, TestNode other) {
        return node.registry()
                .peerInfo(other.id())
                .getOrDefault("hive", Optional.empty())
                .isPresent();
    }

    private static byte[] content(long seed) {
        byte[] content = new byte[BYTES];
        new Random(seed).nextBytes(content);
        return content;
    }
}
