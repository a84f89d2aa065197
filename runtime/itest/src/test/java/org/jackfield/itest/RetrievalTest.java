package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jackfield.api.Readiness;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Content that is at one node of Swarm and wanted at another. */
@Timeout(300)
class RetrievalTest {

    private static final Set<String> WITHOUT = Set.of("eth", "whisper");
    private static final int BYTES = 300_000;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void contentIsDownloadedFromAnotherNode() throws Exception {
        byte[] first = content(1);
        byte[] second = content(2);
        try (TestNode here = start("here");
                TestNode there = start("there")) {
            String gateway = gateway(here);
            String hashOfFirst = upload(gateway(there), first);
            String hashOfSecond = upload(gateway(there), second);
            here.connectTo(there);
            Await.until("the handshakes", () -> seated(here, there) && seated(there, here));
            assertArrayEquals(first, download(gateway, hashOfFirst));

            for (TestNode node : List.of(here, there)) {
                node.await(Releases.class)
                        .swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
            }
            assertArrayEquals(second, download(gateway, hashOfSecond));
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

    private String upload(String gateway, byte[] content) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/bzz-raw:/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body().strip();
    }

    private byte[] download(String gateway, String hash) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "/bzz-raw:/" + hash))
                .build();
        HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, reply.statusCode());
        return reply.body();
    }

    private static boolean seated(TestNode node, TestNode other) {
        return node.registry()
                .peerInfo(other.id())
                .getOrDefault("hive", Optional.empty())
                .isPresent();
    }

    /** Where it listens: it says so when it is ready. */
    private static String gateway(TestNode node) throws Exception {
        Await.until("the gateway", () -> text(node).startsWith("http"));
        return text(node).replaceAll("/$", "");
    }

    private static String text(TestNode node) throws InvalidSyntaxException {
        for (ServiceReference<Readiness> reference : node.context().getServiceReferences(Readiness.class, null)) {
            Readiness readiness = node.context().getService(reference);
            if (readiness.name().equals("bzz")) {
                return readiness.text();
            }
        }
        return "";
    }

    private static byte[] content(long seed) {
        byte[] content = new byte[BYTES];
        new Random(seed).nextBytes(content);
        return content;
    }
}
