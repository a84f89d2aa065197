package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.fake.FakeRenegotiation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets, with the JDK's WebSocket client. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WsEndpointTest {

    private static final String VERSION = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"web3_clientVersion\"}";
    private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"Jackfield/v0.1.0/test\"}";
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_subscribe\",\"params\":[\"ticks\"]}";

    private final RpcServer server = new RpcServer(ConfigOf.rpc(Map.of(
            "listen", "off", "ws", "127.0.0.1:0", "wsConnections", 4, "wsOrigins", new String[] {"https://dapp.example"
            })));
    private final URI uri = URI.create(server.text());
    private final FakeFeed feed = new FakeFeed("eth", "ticks");
    private final HttpClient client = HttpClient.newHttpClient();

    WsEndpointTest() {
        server.addModule(new Web3Module(new FakeNode()), Map.of());
        server.addFeed(feed);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersOneCallAfterTheOther() throws Exception {
        WsClient socket = connect();

        for (int i = 0; i < 100; i++) {
            socket.send(VERSION);
        }

        for (int i = 0; i < 100; i++) {
            assertEquals(ANSWER, socket.next());
        }
        socket.send("{");
        assertTrue(socket.next().contains("\"code\":-32700"));
        socket.send('[' + VERSION + ',' + VERSION + ']');
        assertEquals('[' + ANSWER + ',' + ANSWER + ']', socket.next());
    }

    @Test
    void notifiesInGoEthereumsShape() throws Exception {
        WsClient socket = connect();
        socket.send(SUBSCRIBE);
        String id = result(socket.next());

        feed.tell(Map.of("number", "0x1"));

        assertTrue(id.matches("0x([1-9a-f][0-9a-f]*|0)"), id);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"" + id
                        + "\",\"result\":{\"number\":\"0x1\"}}}",
                socket.next());
    }

    @Test
    void tellsTheIdBeforeTheFirstNotification() throws Exception {
        feed.tellAtOnce("early");
        WsClient socket = connect();

        socket.send(SUBSCRIBE);

        String id = result(socket.next());
        assertTrue(socket.next().contains(id + "\",\"result\":\"early\""));
    }

    @Test
    void unsubscribes() throws Exception {
        WsClient socket = connect();
        socket.send(SUBSCRIBE);
        String id = result(socket.next());
        String unsubscribe =
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"eth_unsubscribe\",\"params\":[\"" + id + "\"]}";

        socket.send(unsubscribe);
        assertEquals("{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":true}", socket.next());
        feed.awaitSubscribers(0);
        socket.send(unsubscribe);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":{\"code\":-32000,\"message\":\"subscription not found\"}}",
                socket.next());
    }

    @Test
    void refusesWhatCannotBeSubscribedTo() throws Exception {
        WsClient socket = connect();

        socket.send(SUBSCRIBE.replace("ticks", "tocks"));
        assertTrue(socket.next().contains("-32601,\"message\":\"no \\\"tocks\\\" subscription in eth namespace\""));
        socket.send(SUBSCRIBE.replace("[\"ticks\"]", "[]"));
        assertTrue(socket.next().contains("-32602,\"message\":\"expected subscription name as first argument\""));
        socket.send(SUBSCRIBE.replace("[\"ticks\"]", "[\"ticks\",\"refuse\"]"));
        assertTrue(socket.next().contains("-32602,\"message\":\"refused\""));
    }

    @Test
    void boundsTheSubscriptionsOfAConnection() throws Exception {
        WsClient socket = connect();

        for (int i = 0; i < Subscriptions.MAX; i++) {
            socket.send(SUBSCRIBE);
            result(socket.next());
        }

        socket.send(SUBSCRIBE);
        assertTrue(socket.next().contains("too many subscriptions"));
    }

    @Test
    void endsSubscriptionsWithTheFeed() throws Exception {
        WsClient socket = connect();
        socket.send(SUBSCRIBE);
        result(socket.next());

        server.removeFeed(feed);

        feed.awaitSubscribers(0);
        socket.send(SUBSCRIBE);
        assertTrue(socket.next().contains("no \\\"ticks\\\" subscription"));
    }

    @Test
    void endsSubscriptionsWithTheConnection() throws Exception {
        WsClient socket = connect();
        socket.send(SUBSCRIBE);
        result(socket.next());

        socket.abort();

        feed.awaitSubscribers(0);
    }

    @Test
    void letsInOnlyPagesThatAreListed() throws Exception {
        WsClient listed = new WsClient(client, uri, "Origin", "https://dapp.example");
        listed.send(VERSION);
        assertEquals(ANSWER, listed.next());

        var refusal = assertThrows(
                CompletionException.class, () -> new WsClient(client, uri, "Origin", "https://evil.example"));
        assertTrue(refusal.getCause() instanceof WebSocketHandshakeException, refusal.toString());
    }

    @Test
    void keepsTheOperatorsMethodsFromPages() throws Exception {
        server.addModule(new RenegotiationModule(new FakeRenegotiation()), Map.of());
        String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"jackfield_stopRenegotiation\"}";
        WsClient page = new WsClient(client, uri, "Origin", "https://dapp.example");
        WsClient operator = connect();

        page.send(call);
        operator.send(call);

        assertTrue(page.next().contains("only for the node's operator"));
        assertTrue(operator.next().contains("\"result\":"));
    }

    @Test
    void closesOnAMessageOfMoreThanFiveMebibytes() throws Exception {
        WsClient socket = connect();

        socket.send(" ".repeat(RequestGate.MAX_BODY_BYTES - VERSION.length()) + VERSION);
        assertEquals(ANSWER, socket.next());
        socket.send(" ".repeat(RequestGate.MAX_BODY_BYTES + 1));

        assertEquals(1009, socket.awaitClose());
    }

    @Test
    void closesWhoReadsTooSlowly() throws Exception {
        WsClient slow = connect();
        slow.send(SUBSCRIBE);
        result(slow.next());
        slow.stopReading();
        String large = "x".repeat(1024 * 1024);

        for (int i = 0; i < 2 * WsConnection.MAX_UNSENT_BYTES / large.length(); i++) {
            feed.tell(large);
        }

        feed.awaitSubscribers(0);
    }

    @Test
    void boundsConnections() throws Exception {
        List<WsClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(connect());
        }

        assertThrows(CompletionException.class, this::connect);

        clients.get(0).send(VERSION);
        assertEquals(ANSWER, clients.get(0).next());
    }

    @Test
    void survivesWhatIsNoWebSocket() throws Exception {
        for (String noise : List.of(
                "\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99\r\n\r\n",
                "\u0016\u0003\u0001",
                "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(5_000))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(noise.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                drain(socket.getInputStream());
            } catch (SocketException e) {
                // Closed with what was sent unread: a reset.
            }
        }
        WsClient socket = connect();
        socket.send(VERSION);
        assertEquals(ANSWER, socket.next());
    }

    @Test
    void cannotSubscribeOverHttp() {
        JsonRpc http = new JsonRpc(new MethodTable()).preferring(Subscriptions::unsupported);

        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32601,\"message\":\"notifications not supported\"}}",
                new String(
                        http.answer(SUBSCRIBE.getBytes(StandardCharsets.UTF_8)).orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    void saysWhyAPortCannotBeOpened() {
        RpcServer second = new RpcServer(ConfigOf.rpc(Map.of("listen", "off", "ws", "127.0.0.1:" + uri.getPort())));

        assertTrue(
                second.problem().orElseThrow().startsWith("cannot serve JSON-RPC over WebSocket on 127.0.0.1:"),
                second.problem().toString());
    }

    private WsClient connect() {
        return new WsClient(client, uri);
    }

    private static String result(String answer) {
        String start = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"";
        assertTrue(answer.startsWith(start), answer);
        return answer.substring(start.length(), answer.length() - 2);
    }

    private static void drain(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // An error answer may come before the end.
        }
    }
}
