package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jackfield.chunks.RealStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest extends OverSockets {

    private static final int CASES = 10_000;

    @ParameterizedTest
    @CsvSource({
        "localhost, 404",
        "localhost:8500, 404",
        "127.0.0.1:8500, 404",
        "[::1]:8500, 404",
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "[evil, 403",
    })
    void answersUnderItsOwnNamesAlone(String host, int status) throws IOException {
        String answer = node.raw("GET /bzz-raw:/name HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + (host.equals("[evil") ? 400 : status)), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8500, 200",
        "http://localhost:8501, 403",
        "https://evil.example, 403",
        "null, 403",
        "http://%%, 403",
    })
    void refusesPagesOfOtherSites(String origin, int status) throws IOException {
        String answer = node.raw("POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost:8500\r\nOrigin: " + origin
                + "\r\nContent-Length: 1\r\nConnection: close\r\n\r\na");

        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertEquals(status == 200 ? 1 : 0, node.store.chunks().status().chunks());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bzz:/HASH/../x",
                "/bzz:/HASH/%2e%2e/x",
                "/bzz:/HASH/a/..%2fb",
                "/bzz:/HASH/a%5c..%5cb",
                "/bzz:/HASH/a%00",
                "/bzz:/HASH/a%0d%0ab",
                "/bzz:/HASH/%zz",
                "/bzz:/HASH/%ff",
                "/bzz:/HASH/%4",
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        String answer = node.raw("GET " + path.replace("HASH", "ab".repeat(32))
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0",
            })
    void answersMalformedRequestsWithAnErrorAndHangsUp(String request) throws IOException {
        String answer = node.raw(request);

        assertTrue(answer.matches("(?s)HTTP/1\\.[01] (400|505).*"), answer);
    }

    /** The body comes after the answer, as on a busy machine; the next call goes by another connection. */
    @Test
    void answersBeforeTheBodyIsThereAndSaysThatItHangsUp() throws IOException {
        URI uri = URI.create(node.gateway.text());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write("POST /bzz:/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: none\r\nContent-Length: 5\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
            }

            assertTrue(answer.toString().startsWith("HTTP/1.1 400"), answer.toString());
            assertTrue(answer.toString().contains("Connection: close\r\n"), answer.toString());
            out.write("hello".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertEquals(-1, in.read(), "and no reset");
        }
    }

    @Test
    void answersWhoeverSendsMuchMoreThanIsTaken() throws IOException {
        String answer =
                node.raw("POST /bzz-raw:/name.eth HTTP/1.1\r\nHost: localhost\r\nContent-Length: 33554432\r\n\r\n"
                        + "x".repeat(32 << 20));

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }

    /** As curl and the original's client send what is long. */
    @Test
    void asksForTheBodyThatItWants() throws IOException {
        URI uri = URI.create(node.gateway.text());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                            + "Content-Length: 5\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", new String(go, StandardCharsets.US_ASCII));
            out.write("hello".getBytes(StandardCharsets.US_ASCII));

            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200 ".length());
            assertEquals("HTTP/1.1 200 ", new String(answer, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void asksForNoBodyThatItDoesNotWant() throws IOException {
        String answer = node.raw(
                "POST /bzz:/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" + "Content-Length: 5\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }

    @Test
    void refusesAHeadThatDoesNotEnd() throws IOException {
        String answer = node.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
    }

    @Test
    void readsAnyPathOrRefusesIt() {
        Random random = new Random(1);
        String letters = "/:%.abz-r2e0f\\\u00e9\u0000?";
        for (int i = 0; i < CASES; i++) {
            StringBuilder path = new StringBuilder("/bzz:/");
            for (int length = random.nextInt(40); length > 0; length--) {
                path.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Optional<BzzUri> uri = BzzUri.parse(path.toString());
                assertTrue(uri.map(BzzUri::path).orElse("").chars().noneMatch(c -> c < ' '));
            } catch (Refusal e) {
                assertEquals(400, e.status());
            }
        }
    }

    @Test
    void readsAnyRangeOrRefusesIt() {
        Random random = new Random(2);
        String letters = "bytes=0123456789- ,";
        for (int i = 0; i < CASES; i++) {
            StringBuilder header = new StringBuilder(random.nextBoolean() ? "bytes=" : "");
            for (int length = random.nextInt(24); length > 0; length--) {
                header.append(letters.charAt(random.nextInt(letters.length())));
            }
            long size = random.nextInt(50);
            try {
                ByteRange.of(header.toString(), size)
                        .ifPresent(range -> assertTrue(
                                range.from() >= 0 && range.length() >= 1 && range.from() + range.length() <= size));
            } catch (Refusal e) {
                assertEquals(416, e.status());
            }
        }
    }

    @Test
    void hasAFrontPageAndNothingForRobots() throws Exception {
        assertTrue(node.text("/").contains("/bzz:/HASH/PATH"));
        assertTrue(node.text("/robots.txt").endsWith("Disallow: /"));
        assertTrue(node.text("/other").startsWith("404"));
        assertTrue(node.text("/bzz-other:/x").startsWith("404"));
    }

    @Test
    void tellsOfAPortThatIsTaken(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RealStore store = RealStore.in(other)) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Gateway wanted = gateway(store, Map.of("listen", address));
            Gateway yielding = gateway(store, Map.of("listen", address, "yields", true));

            assertTrue(
                    wanted.problem().orElseThrow().startsWith("cannot serve the swarm gateway on " + address + ": "));
            assertEquals(Optional.empty(), yielding.problem());
            assertTrue(yielding.text().startsWith("off: cannot serve"), yielding.text());
            wanted.close();
            yielding.close();
        }
    }

    private static Gateway gateway(RealStore store, Map<String, Object> settings) {
        return new Gateway(
                RunningGateway.config(settings),
                store.contents(),
                store.source(),
                store.tags(),
                store.feeds(),
                store.pins());
    }
}
