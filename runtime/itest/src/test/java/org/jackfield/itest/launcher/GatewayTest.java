package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Swarm's content through a node of its own. */
class GatewayTest extends LauncherTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void whatWasUploadedIsThereAfterARestart() throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        String hash;

        try (NodeProcess node = NodeProcess.start(data, "--no-shell", "--bzz", "127.0.0.1:0")) {
            hash = HTTP.send(
                            HttpRequest.newBuilder(URI.create(node.banner("bzz") + "/bzz-raw:/"))
                                    .POST(BodyPublishers.ofByteArray(content))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            node.terminate();
            assertEquals(0, node.exitStatus(), node.err());
        }
        try (NodeProcess node = NodeProcess.start(data, "--no-shell", "--bzz", "127.0.0.1:0")) {
            assertArrayEquals(content, get(node, "/bzz-raw:/" + hash));
        }
    }

    private static byte[] get(NodeProcess node, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(node.banner("bzz") + path))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void whoWantsNoneGetsNone() throws Exception {
        try (NodeProcess node = NodeProcess.start(data, "--no-shell", "--bzz", "off")) {
            assertEquals("off", node.banner("bzz"));
        }
    }
}
