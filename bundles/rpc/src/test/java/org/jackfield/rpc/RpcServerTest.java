package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakeRenegotiation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a real socket. The module's pom sets the time a request may take to 5 s for these tests. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RpcServerTest {

    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"web3_clientVersion\"}";
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"Jackfield/v0.1.0/test\"}";
    private static final int TIMEOUT_MILLIS = 20_000;

    private final RpcServer server = new RpcServer(listenOn("127.0.0.1:0"));
    private final URI uri = URI.create(server.text());
    private final HttpClient client = HttpClient.newHttpClient();

    RpcServerTest() {
        server.addModule(new Web3Module(new FakeNode()), Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersOverHttp() throws Exception {
        HttpResponse<String> response = post(BodyPublishers.ofString(CALL));

        assertEquals(200, response.statusCode());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(ANSWER, response.body());
        assertEquals(List.of(), response.headers().allValues("Access-Control-Allow-Origin"));
        assertEquals(Optional.empty(), server.problem());
    }

    @Test
    void answersHealthChecksAndNotificationsWithAnEmptyBody() throws Exception {
        HttpResponse<String> health =
                client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofString());
        HttpResponse<String> notification = post(BodyPublishers.ofString(CALL.replace("\"id\":1,", "")));

        assertEquals("200", health.statusCode() + health.body());
        assertEquals("200", notification.statusCode() + notification.body());
    }

    @Test
    void keepsAConnectionThroughAnswersErrorsAndEmptyBodies() throws IOException {
        try (Socket socket = connect()) {
            for (String body : List.of(CALL, "{", CALL.replace("\"id\":1,", ""), CALL)) {
                send(
                        socket,
                        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body);
                assertTrue(readHead(socket).startsWith("HTTP/1.1 200"), body);
            }
        }
    }

    @Test
    void refusesAForeignHost() throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
            assertTrue(readHead(socket).startsWith("HTTP/1.1 403"));
        }
    }

    @Test
    void refusesABodyOfMoreThanFiveMebibytesToldOrNot() throws Exception {
        byte[] body = new byte[RequestGate.MAX_BODY_BYTES + 1];

        assertEquals(413, post(BodyPublishers.ofByteArray(body)).statusCode());
        // An iterable's length is not known in advance: it goes in chunks.
        assertEquals(413, post(BodyPublishers.ofByteArrays(List.of(body))).statusCode());
    }

    @Test
    void survivesRequestsThatAreNotHttp() throws Exception {
        for (String noise : List.of(
                "\r\n\r\n",
                "POST\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n",
                "GET %zz HTTP/1.1\r\n\r\n",
                "GET * HTTP/1.1\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001")) {
            try (Socket socket = connect()) {
                send(socket, noise);
            }
        }
        assertEquals(ANSWER, post(BodyPublishers.ofString(CALL)).body());
    }

    @Test
    void servesOthersWhileSlowClientsTimeOut() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                slow.add(connect());
                String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
                send(slow.get(i), i % 2 == 0 ? head : head + "Content-Length: 100\r\n\r\n{");
            }
            assertEquals(ANSWER, post(BodyPublishers.ofString(CALL)).body());
            for (Socket socket : slow) {
                assertClosedByServer(socket);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void keepsTheOperatorsMethodsFromBrowsersAndFromOtherMachines() throws Exception {
        String stop = CALL.replace("web3_clientVersion", "jackfield_stopRenegotiation");
        String stopped = ANSWER.replace("\"Jackfield/v0.1.0/test\"", "false");
        server.addModule(new RenegotiationModule(new FakeRenegotiation()), Map.of());
        HttpRequest fromAPage = HttpRequest.newBuilder(request(BodyPublishers.ofString(stop)), (name, value) -> true)
                .header("Origin", "null")
                .build();

        assertEquals(stopped, post(BodyPublishers.ofString(stop)).body());
        assertRefused(client.send(fromAPage, BodyHandlers.ofString()).body());
        assertRefused(client.send(
                        HttpRequest.newBuilder(fromAPage, (name, value) -> true)
                                .POST(BodyPublishers.ofString('[' + stop + ']'))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        assertRefused(answerAt("0.0.0.0:0", false, stop));
        assertEquals(stopped, answerAt("0.0.0.0:0", true, stop));
    }

    private static void assertRefused(String answer) {
        assertTrue(answer.contains("\"code\":-32000,\"message\":\"only for the node's operator"), answer);
    }

    private String answerAt(String address, boolean adminRemote, String call) throws Exception {
        RpcServer other = new RpcServer(listenOn(address, adminRemote));
        try {
            other.addModule(new RenegotiationModule(new FakeRenegotiation()), Map.of());
            int port = URI.create(other.text()).getPort();
            HttpRequest request = HttpRequest.newBuilder(request(BodyPublishers.ofString(call)), (name, value) -> true)
                    .uri(URI.create("http://127.0.0.1:" + port))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } finally {
            other.close();
        }
    }

    @Test
    void answersManyAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(client.sendAsync(request(BodyPublishers.ofString(CALL)), BodyHandlers.ofString()));
        }
        answers.forEach(answer -> assertEquals(ANSWER, answer.join().body()));
    }

    @Test
    void tellsThatAPortIsTakenOrAnAddressWrongAndOpensNothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            RpcServer second = new RpcServer(listenOn(address));

            assertEquals(
                    "cannot serve JSON-RPC on " + address + ": Address already in use",
                    second.problem().orElseThrow());
            second.close();
        }
        assertEquals(
                "cannot serve JSON-RPC on here: an address reads HOST:PORT, got \"here\"",
                new RpcServer(listenOn("here")).problem().orElseThrow());
    }

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        return client.send(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(BodyPublisher body) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads up to the end of the head, and the body if it tells its length. */
    private static String readHead(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            assertTrue(next >= 0, "closed after " + head);
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        for (String line : text.toLowerCase(Locale.ROOT).split("\r\n")) {
            if (line.startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(line.substring(15).strip()));
            }
        }
        return text;
    }

    private static void assertClosedByServer(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // An error answer may come first.
            }
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    private static RpcConfig listenOn(String address) {
        return ConfigOf.rpc(Map.of("listen", address));
    }

    private static RpcConfig listenOn(String address, boolean adminRemote) {
        return ConfigOf.rpc(Map.of("listen", address, "adminRemote", adminRemote));
    }
}
