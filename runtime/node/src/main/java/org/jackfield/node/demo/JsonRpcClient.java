package org.jackfield.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls JSON-RPC methods over HTTP. For any thread. */
final class JsonRpcClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI endpoint;

    JsonRpcClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Waits for the answer.
     *
     * @return the {@code result}
     * @throws IOException if there is no answer, or it is an error
     */
    JsonNode call(String method, Object... params) throws IOException, InterruptedException {
        byte[] body =
                json.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        JsonNode answer = json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        if (!answer.hasNonNull("result")) {
            throw new IOException(method + " answers " + answer.path("error"));
        }
        return answer.get("result");
    }
}
