package org.jackfield.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** JSON-RPC over WebSocket, as a program of a person's uses it. */
final class RpcSocket implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    RpcSocket(URI address) throws Exception {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .get(20, TimeUnit.SECONDS);
    }

    /**
     * @throws java.util.concurrent.ExecutionException if the answer is an error
     */
    JsonNode call(String method, Object... params) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.set("params", JSON.valueToTree(params));
        socket.sendText(request.toString(), true).get(20, TimeUnit.SECONDS);
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** Waits for the next notification; its {@code params}. */
    JsonNode awaitTold() throws InterruptedException {
        JsonNode notification = told.poll(ForeignPeer.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (notification == null) {
            throw new AssertionError("nothing was told");
        }
        return notification.path("params");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            take(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take(String message) {
        JsonNode read;
        try {
            read = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + message, e);
        }
        if (!read.has("id")) {
            told.add(read);
        } else if (read.has("error")) {
            answers.remove(read.path("id").asInt())
                    .completeExceptionally(
                            new IllegalStateException(read.path("error").toString()));
        } else {
            answers.remove(read.path("id").asInt()).complete(read.path("result"));
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
