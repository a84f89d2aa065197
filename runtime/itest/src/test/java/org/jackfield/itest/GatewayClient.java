package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jackfield.api.Readiness;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Calls a node's Swarm gateway, as a program outside would. */
final class GatewayClient {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    private GatewayClient(String url) {
        this.url = url;
    }

    /** Waits for the gateway, which says where it listens when it is ready. */
    static GatewayClient of(TestNode node) throws Exception {
        Await.until("the gateway", () -> text(node).startsWith("http"));
        return new GatewayClient(text(node).replaceAll("/$", ""));
    }

    /** Returns the hash. */
    String upload(byte[] content) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/bzz-raw:/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body().strip();
    }

    byte[] download(String hash) throws IOException, InterruptedException {
        HttpResponse<byte[]> reply = http.send(get("/bzz-raw:/" + hash), BodyHandlers.ofByteArray());
        assertEquals(200, reply.statusCode());
        return reply.body();
    }

    /** How far an upload is, in JSON. */
    String tag(String hash) throws IOException, InterruptedException {
        HttpResponse<String> reply = http.send(get("/bzz-tag:/" + hash), BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).build();
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
}
