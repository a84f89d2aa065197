package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Swarm over HTTP, here or there. What is answered with anything but 200 fails with what was answered.
 *
 * @param url without a slash at its end
 */
record SwarmGateway(String url) {

    static final String TAR = "application/x-tar";

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the reference of content without a manifest. */
    String upload(byte[] content) throws IOException, InterruptedException {
        return post("/bzz-raw:/", "application/octet-stream", content);
    }

    String uploadEncrypted(byte[] content) throws IOException, InterruptedException {
        return post("/bzz-raw:/encrypt", "application/octet-stream", content);
    }

    byte[] download(String reference) throws IOException, InterruptedException {
        return get("/bzz-raw:/" + reference, "*/*");
    }

    String post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return new String(send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body))))
                .strip();
    }

    String delete(String path) throws IOException, InterruptedException {
        return new String(send(request(path).DELETE())).strip();
    }

    byte[] get(String path, String accepted) throws IOException, InterruptedException {
        return send(request(path).header("Accept", accepted));
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path, "application/json"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(DEADLINE);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> reply = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) {
            throw new IOException(reply.request().method() + " " + reply.uri() + " was answered with "
                    + reply.statusCode() + ": " + new String(reply.body()).strip());
        }
        return reply.body();
    }
}
