package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Content that is at one node of Swarm and wanted at another. */
@Timeout(300)
class RetrievalTest {

    /** Pushed chunks would come before they are pulled or asked for. */
    private static final Set<String> WITHOUT = Set.of("eth", "whisper", "pushsync");

    private static final int BYTES = 300_000;
    private static final int MORE_BYTES = 6_000_000;

    /** Of "foo.eth", with the key of ethersphere/swarm v0.5.8, api/http/server_test.go; says "hello". */
    private static final String UPDATE =
            "?name=foo.eth&user=0xc96aaa54e2d44c299564da76e1cd3184a2386b8d&time=1000000&level=31"
                    + "&signature=0x8f0f7ff8b1401aea3e2a99d9499d2a844a07386c3ebd91b82ad5e8850f10ab9b"
                    + "62114c7a999b1827788bcb6114444df4f44fc5aed187ff877724316440f939ee01";

    @TempDir
    Path folder;

    /** By a light node: nothing comes to it but what it asks for. */
    @Test
    void contentIsDownloadedFromAnotherNode() throws Exception {
        byte[] first = ContentGateway.content(1, BYTES);
        byte[] second = ContentGateway.content(2, BYTES);
        try (TestNode here = start("here", true);
                TestNode there = start("there", false)) {
            ContentGateway gateway = ContentGateway.of(here);
            String hashOfFirst = ContentGateway.of(there).upload(first);
            String hashOfSecond = ContentGateway.of(there).upload(second);
            here.connectTo(there);
            Await.until("the handshakes", () -> seated(here, there) && seated(there, here));
            assertArrayEquals(first, fetched(gateway, hashOfFirst));
            String feed = ContentGateway.of(there).publish(UPDATE, "hello");
            // A busy machine may take longer for an update than a search waits for one.
            Await.until("the feed's update", () -> gateway.latest(feed).equals("hello"));

            swap(here);
            swap(there);
            assertArrayEquals(second, fetched(gateway, hashOfSecond));
            assertEquals(List.of(), here.events().departures());
        }
    }

    /** Two nodes are each other's neighbourhood: every chunk belongs to both. */
    @Test
    void contentComesToWhereItBelongsByItself() throws Exception {
        byte[] first = ContentGateway.content(3, BYTES);
        byte[] second = ContentGateway.content(4, MORE_BYTES);
        try (TestNode here = start("here", false)) {
            ContentGateway gateway = ContentGateway.of(here);
            String hashOfFirst;
            String hashOfSecond;
            try (TestNode there = start("there", false)) {
                hashOfFirst = ContentGateway.of(there).upload(first);
                here.connectTo(there);
                Await.until("what there was to come", () -> haveTheSame(here, there));

                hashOfSecond = ContentGateway.of(there).upload(second);
                swap(here);
                swap(there);
                Await.until("what has been uploaded to come", () -> haveTheSame(here, there));
                assertEquals(List.of(), here.events().departures());
            }
            assertArrayEquals(first, gateway.download(hashOfFirst));
            assertArrayEquals(second, gateway.download(hashOfSecond));
        }
    }

    /**
     * The other's seat may be taken a moment after hive's; and there is nobody else to ask where a busy machine takes longer for a
     * chunk than one peer is waited for.
     */
    private static byte[] fetched(ContentGateway gateway, String hash) throws Exception {
        return Await.success(() -> gateway.download(hash));
    }

    private TestNode start(String name, boolean light) {
        Path data = folder.resolve(name);
        Map<String, String> settings = new HashMap<>(ContentGateway.settings(data));
        if (light) {
            settings.put("swarm.light", "true");
        }
        return TestNode.start(data, settings, WITHOUT);
    }

    private void swap(TestNode node) throws Exception {
        node.await(Releases.class).swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
    }

    private static boolean haveTheSame(TestNode node, TestNode other) throws Exception {
        return node.readiness("chunks").equals(other.readiness("chunks"));
    }

    private static boolean seated(TestNode node, TestNode other) {
        return node.told("hive", other.id()).isPresent();
    }
}
