package org.jackfield.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jackfield.chunks.RealStore;

/** A gateway on a free port over a real store, and a client. */
final class RunningGateway implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final RealStore store;
    final Gateway gateway;

    RunningGateway(Path folder, Map<String, Object> settings) throws IOException {
        store = RealStore.in(folder);
        gateway = new Gateway(
                config(settings), store.contents(), store.source(), store.tags(), store.feeds(), store.pins());
    }

    /** The configuration as DS makes it: what is given, over the defaults. */
    static GatewayConfig config(Map<String, Object> settings) {
        Map<String, Object> values = new HashMap<>(Map.of("listen", "127.0.0.1:0"));
        values.putAll(settings);
        return (GatewayConfig) Proxy.newProxyInstance(
                GatewayConfig.class.getClassLoader(),
                new Class<?>[] {GatewayConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.text() + path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Status and body. */
    String text(String path, String... headers) throws IOException, InterruptedException {
        return text(get(path, headers));
    }

    static String text(HttpResponse<byte[]> response) {
        return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Posts, and returns the hash that is answered. */
    String upload(String path, byte[] content, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(content));
        HttpResponse<byte[]> response = send(headers.length == 0 ? request : request.headers(headers));
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + body);
        }
        return body;
    }

    /** Sends bytes and reads what is answered until the gateway hangs up. */
    String raw(String request) throws IOException {
        URI uri = URI.create(gateway.text());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
    }
}
