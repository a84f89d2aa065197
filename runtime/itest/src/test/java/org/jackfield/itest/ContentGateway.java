package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** A node's gateway to Swarm: content in and out by its hash. */
record ContentGateway(String address) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What a node needs to have one, with its chunks in {@code data}. */
    static Map<String, String> settings(Path data) {
        return Map.of(
                "overlay.folder",
                data.resolve("swarm").toString(),
                "chunks.folder",
                data.resolve("swarm/chunks").toString(),
                "gateway.listen",
                "127.0.0.1:0");
    }

    /** Where it listens: it says so when it is ready. */
    static ContentGateway of(TestNode node) throws Exception {
        Await.until("the gateway", () -> node.readiness("bzz").startsWith("http"));
        return new ContentGateway(node.readiness("bzz").replaceAll("/$", ""));
    }

    static byte[] content(long seed, int bytes) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return content;
    }

    String upload(byte[] content) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/bzz-raw:/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body().strip();
    }

    /**
     * All of it.
     *
     * @throws IOException if it is not to be had now
     */
    byte[] download(String hash) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/bzz-raw:/" + hash))
                .build();
        HttpResponse<byte[]> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new IOException(reply.statusCode() + " for " + hash);
        }
        return reply.body();
    }

    /**
     * Publishes the update of a feed.
     *
     * @return the hash of the manifest that stands for the feed
     */
    String publish(String query, String data) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/bzz-feed:/" + query))
                .POST(HttpRequest.BodyPublishers.ofString(data))
                .build();
        HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body().replace("\"", "");
    }

    /** The latest update of a feed, or what is said instead. */
    String latest(String manifest) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/bzz-feed:/" + manifest))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** How far the upload is that the hash has come of, in JSON. */
    String tag(String hash) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/bzz-tag:/" + hash))
                .build();
        HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body();
    }
}
