package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EngineEndpointTest {

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private byte[] secret;
    private RpcServer server;

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("jwtsecret");
        server = new RpcServer(
                ConfigOf.rpc(Map.of("listen", "127.0.0.1:0", "engine", "127.0.0.1:0", "jwtSecret", file.toString())));
        secret = TokenSecret.of(file);
        server.addModule(new Web3Module(new FakeNode()), Map.of());
        server.addModule(module("eth", false), Map.of());
        server.addModule(module("engine", true), Map.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void servesTheConsensusClientWhatIsItsAlone() throws Exception {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"engine\"}",
                post(engine(), "engine_name", now()).body());
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"eth\"}",
                post(engine(), "eth_name", now()).body());
        assertNotFound(post(engine(), "web3_clientVersion", now()));
    }

    @Test
    void servesOthersAllButThat() throws Exception {
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"eth\"}",
                post(open(0), "eth_name", "").body());
        assertNotFound(post(open(0), "engine_name", now()));
    }

    @Test
    void refusesWithoutAToken() throws Exception {
        HttpResponse<String> none = post(engine(), "engine_name", "");
        HttpResponse<String> stale =
                post(engine(), "engine_name", Tokens.at(secret, Instant.now().getEpochSecond() - 120));

        assertEquals("401 missing token\n", none.statusCode() + " " + none.body());
        assertEquals("401 stale token\n", stale.statusCode() + " " + stale.body());
    }

    @Test
    void saysThatItNeedsASecretFile() {
        RpcServer other = new RpcServer(ConfigOf.rpc(Map.of("listen", "off", "engine", "127.0.0.1:0")));

        assertEquals(
                "cannot serve the engine API on 127.0.0.1:0: no secret file is set (jwtSecret)",
                other.problem().orElseThrow());
        assertEquals("not listening", other.text());
    }

    @Test
    void takesNothingFromAFileThatIsNoSecret() throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "hello");

        RpcServer other = new RpcServer(ConfigOf.rpc(Map.of("engine", "127.0.0.1:0", "jwtSecret", file.toString())));

        assertTrue(other.problem().orElseThrow().endsWith("does not hold 64 hexadecimal digits"));
    }

    private static RpcModule module(String namespace, boolean authenticated) {
        return new RpcModule() {
            @Override
            public String namespace() {
                return namespace;
            }

            @Override
            public Map<String, RpcMethod> methods() {
                return Map.of("name", params -> namespace);
            }

            @Override
            public boolean authenticated() {
                return authenticated;
            }
        };
    }

    private static void assertNotFound(HttpResponse<String> response) {
        assertTrue(response.body().contains("\"code\":-32601"), response.body());
    }

    private String now() {
        return Tokens.at(secret, Instant.now().getEpochSecond());
    }

    private URI engine() {
        return open(1);
    }

    private URI open(int index) {
        return URI.create(server.text().replace("engine ", "").split(", ")[index]);
    }

    private HttpResponse<String> post(URI uri, String method, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
