package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jackfield.itest.Await;
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
                                    .header("x-swarm-pin", "true")
                                    .POST(BodyPublishers.ofByteArray(content))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            node.terminate();
            assertEquals(0, node.exitStatus(), node.err());
        }
        try (NodeProcess node = NodeProcess.start(data, "--no-shell", "--bzz", "127.0.0.1:0")) {
            assertArrayEquals(content, get(node, "/bzz-raw:/" + hash));
            assertEquals(
                    "[{\"Address\":\"" + hash + "\",\"IsRaw\":true,\"FileSize\":1000000,\"PinCounter\":1}]\n",
                    new String(get(node, "/bzz-pin:/"), StandardCharsets.UTF_8));
            isAnsweredWhateverItSends(node);
        }
    }

    /** Then the gateway goes on. */
    private static void isAnsweredWhateverItSends(NodeProcess node) throws Exception {
        URI gateway = URI.create(node.banner("bzz"));
        String form = "POST /bzz:/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + "Content-Length: 20\r\n\r\n--x\r\nno head\r\n\r\n-----";
        for (String request :
                List.of("\0\1\2\r\n\r\n", form, form.replace("20", "999").replace("POST", "PUT"))) {
            try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.matches("(?s)HTTP/1\\.1 [45]\\d\\d .*"), answer);
            }
        }
        assertTrue(new String(get(node, "/bzz-pin:/"), StandardCharsets.UTF_8).startsWith("["));
    }

    @Test
    void whatTheShellStoresIsServedAndGotBack() throws Exception {
        Path site = Files.createDirectories(temp.resolve("site/img"));
        Files.writeString(site.resolve("logo.svg"), "<svg/>");
        Files.writeString(temp.resolve("site/index.html"), "hello");

        try (NodeProcess node = NodeProcess.start(data, "--bzz", "127.0.0.1:0")) {
            node.type("bzz:up --default index.html '" + temp.resolve("site") + "'\n");
            Pattern form = Pattern.compile("(?m)^[0-9a-f]{64}$");
            Await.until("a hash", () -> form.matcher(node.out()).find());
            String hash =
                    form.matcher(node.out()).results().findFirst().orElseThrow().group();

            assertEquals("hello", new String(get(node, "/bzz:/" + hash + "/"), StandardCharsets.UTF_8));
            assertEquals("<svg/>", new String(get(node, "/bzz:/" + hash + "/img/logo.svg"), StandardCharsets.UTF_8));
            node.type("bzz:down " + hash + " '" + temp.resolve("copy") + "'\n");
            node.endInput();
            assertEquals(0, node.exitStatus(), node.err());
        }
        assertEquals("<svg/>", Files.readString(temp.resolve("copy/img/logo.svg")));
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
