package org.jackfield.itest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A caller of a node's JSON-RPC over WebSocket, which the node was told to open ({@code rpc.ws}). For one thread. */
final class RpcSocket implements WebSocket.Listener, AutoCloseable {

    private static final long DEADLINE_SECONDS = 30;
    private static final Pattern RESULT = Pattern.compile("\"result\":(?:\"([^\"]*)\"|null)");

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private RpcSocket(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    static RpcSocket of(TestNode node) throws Exception {
        Await.until("JSON-RPC", () -> node.readiness("rpc").contains("ws://"));
        return new RpcSocket(URI.create(node.readiness("rpc").replaceAll(".*(ws://[^, ]+).*", "$1")));
    }

    /**
     * @param arguments JSON, separated by commas
     * @return the result, which is text; empty if it is null
     */
    String call(String method, String arguments) throws InterruptedException {
        socket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + arguments + "]}",
                        true)
                .join();
        String answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        Matcher result = RESULT.matcher(String.valueOf(answer));
        if (!result.find()) {
            throw new IllegalStateException(method + " was answered with " + answer);
        }
        return result.group(1) == null ? "" : result.group(1);
    }

    /** What has been told of a subscription, in turn. */
    BlockingQueue<String> notifications() {
        return notifications;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            (message.contains("_subscription\"") ? notifications : answers).add(message);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
