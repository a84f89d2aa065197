package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets and a real store. */
class RawSchemeTest extends OverSockets {

    /** Of the original, see the chunks' tests: 8192 bytes, each its place modulo 255. */
    private static final String SERIAL_8192 = "29a5fb121ce96194ba8b7b823a1f9c6af87e1791f824940a53b5a7efe3f790d9";

    RawSchemeTest() {
        super(Map.of("maxUploadMiB", 4));
    }

    private static byte[] serial(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 255);
        }
        return bytes;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void answersAnUploadWithTheHashOfTheOriginal() throws Exception {
        assertEquals(SERIAL_8192, node.upload("/bzz-raw:/", serial(8_192)));
        assertArrayEquals(serial(8_192), node.get("/bzz-raw:/" + SERIAL_8192).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_096, 4_097, 528_384, 3_000_000})
    void givesBackWhatWasUploaded(int length) throws Exception {
        byte[] content = random(length);

        HttpResponse<byte[]> got = node.get("/bzz-raw:/" + node.upload("/bzz-raw:/", content));

        assertEquals(200, got.statusCode());
        assertEquals(length, got.headers().firstValueAsLong("Content-Length").orElseThrow());
        assertArrayEquals(content, got.body());
    }

    @Test
    void encryptsIfAskedTo() throws Exception {
        byte[] content = random(100_000);
        String hash = node.upload("/bzz-raw:/encrypt", content);

        HttpResponse<byte[]> got = node.get("/bzz-raw:/" + hash);

        assertEquals(128, hash.length());
        assertNotEquals(hash, node.upload("/bzz-raw:/encrypt", content), "a key of its own each time");
        assertArrayEquals(content, got.body());
        assertEquals("true", got.headers().firstValue("X-Decrypted").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 100",
        "bytes=4000-4200, 4000, 201",
        "bytes=599999-, 599999, 1",
        "bytes=-5000, 595000, 5000",
        "bytes=590000-999999, 590000, 10000",
    })
    void givesAPartOfTheContent(String range, int from, int length) throws Exception {
        byte[] content = random(600_000);
        String hash = node.upload("/bzz-raw:/", content);

        HttpResponse<byte[]> got = node.get("/bzz-raw:/" + hash, "Range", range);

        assertEquals(206, got.statusCode());
        assertEquals(
                "bytes " + from + '-' + (from + length - 1) + "/600000",
                got.headers().firstValue("Content-Range").orElseThrow());
        assertArrayEquals(Arrays.copyOfRange(content, from, from + length), got.body());
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 416", "bytes=-0, 416", "bytes=3-2, 200", "'bytes=0-1,3-4', 200", "lines=1-2, 200"})
    void knowsRangesThatAreNone(String range, int status) throws Exception {
        String hash = node.upload("/bzz-raw:/", random(10));

        assertEquals(status, node.get("/bzz-raw:/" + hash, "Range", range).statusCode());
    }

    @Test
    void sendsNothingTwiceToWhoeverHasIt() throws Exception {
        String hash = node.upload("/bzz-raw:/", random(10));

        assertEquals(
                304,
                node.get("/bzz-raw:/" + hash, "If-None-Match", '"' + hash + '"').statusCode());
        assertEquals(
                200,
                node.get("/bzz-raw:/" + hash, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode());
    }

    @Test
    void tellsTheLengthWithoutTheContent() throws Exception {
        String hash = node.upload("/bzz-raw:/", random(10));

        HttpResponse<byte[]> got = node.send(node.request("/bzz-raw:/" + hash).method("HEAD", BodyPublishers.noBody()));

        assertEquals(10, got.headers().firstValueAsLong("Content-Length").orElseThrow());
    }

    @Test
    void takesTheTypeThatTheCallerNames() throws Exception {
        String hash = node.upload("/bzz-raw:/", "{}".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                "application/json",
                node.get("/bzz-raw:/" + hash + "?content_type=application%2Fjson")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow());
        assertEquals(
                400,
                node.get("/bzz-raw:/" + hash + "?content_type=a%0d%0aSet-Cookie:b")
                        .statusCode());
    }

    @Test
    void countsAnUploadUnderATagOfTheCallersName() throws Exception {
        HttpResponse<byte[]> response = node.send(node.request("/bzz-raw:/")
                .header("x-swarm-tag", "holiday")
                .POST(BodyPublishers.ofByteArray(random(8_192))));

        Tag tag = node.store
                .tags()
                .get(Integer.parseUnsignedInt(
                        response.headers().firstValue("x-swarm-tag").orElseThrow()))
                .orElseThrow();
        assertEquals("holiday", tag.name());
        assertEquals(3, tag.total());
        assertEquals(3, tag.count(TagState.STORED));
    }

    @Test
    void refusesWhatItCannotTake() throws Exception {
        byte[] content = random(10);

        assertEquals(400, post("/bzz-raw:/some", content));
        assertEquals(400, post("/bzz-raw:/encrypt/path", content));
        assertEquals(413, post("/bzz-raw:/", new byte[(4 << 20) + 1]));
        assertEquals(405, node.send(node.request("/bzz-raw:/").DELETE()).statusCode());
        assertTrue(node.raw("POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                        + "Connection: close\r\n\r\n1\r\na\r\n0\r\n\r\n")
                .contains("missing Content-Length"));
        assertEquals(0, node.store.chunks().status().chunks());
    }

    /** Whatever their heads say: the ends of these bodies are not told, or lie in a part. */
    @Test
    void refusesUploadsThatGetTooLong() throws Exception {
        byte[] tooMuch = new byte[(4 << 20) + 1];
        byte[] part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] form = Arrays.copyOf(part, part.length + tooMuch.length);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        new TarWriter(tar).file("a", 0644, tooMuch.length, 0, "", new ByteArrayInputStream(tooMuch));

        assertEquals(413, stream("text/plain", tooMuch));
        assertEquals(413, stream("multipart/form-data; boundary=x", form));
        assertEquals(413, stream("application/x-tar", tar.toByteArray()));
        assertEquals(0, node.store.tags().all().size());
    }

    private int stream(String type, byte[] content) throws Exception {
        return node.send(node.request("/bzz:/")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))))
                .statusCode();
    }

    private int post(String path, byte[] content) throws Exception {
        return node.send(node.request(path).POST(BodyPublishers.ofByteArray(content)))
                .statusCode();
    }

    @Test
    void forgetsAnUploadThatBreaksOff() throws Exception {
        String head =
                "POST /bzz-raw:/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\nConnection: close\r\n\r\n";
        try (java.net.Socket socket = new java.net.Socket(
                "127.0.0.1", java.net.URI.create(node.gateway.text()).getPort())) {
            socket.getOutputStream().write((head + "too little").getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(answer.contains(" 200 "), answer);
        }
        assertEquals(0, node.store.tags().all().size());
    }

    @Test
    void answersWhatIsNotHereAsTheOriginalDoes() throws Exception {
        String hash = "ab".repeat(32);

        assertTrue(node.text("/bzz-raw:/" + hash).startsWith("404 Code: 404\nMessage: root chunk not found " + hash));
        assertTrue(node.text("/bzz-raw:/name.eth").startsWith("404 Code: 404\nMessage: cannot resolve name.eth"));
        assertTrue(node.text("/bzz-raw:/0x" + hash).contains("no 0x"));
        assertTrue(node.text("/bzz-raw:/" + hash, "Accept", "application/json").contains("\"Code\":404,"));
        assertTrue(node.text("/bzz-raw:/" + hash, "Accept", "text/html").contains("<p>root chunk not found"));
    }

    @Test
    void getsFromTheNetworkWhatIsNotHere(@TempDir Path elsewhere) throws Exception {
        byte[] content = random(300_000);
        try (RealStore other = RealStore.in(elsewhere)) {
            String hash = other.contents()
                    .local()
                    .store(new ByteArrayInputStream(content), false)
                    .hex();
            node.store.network(other.source()::get);

            assertArrayEquals(content, node.get("/bzz-raw:/" + hash).body());
            node.store.network(address -> CompletableFuture.failedFuture(new IOException("asked again")));
            assertArrayEquals(content, node.get("/bzz-raw:/" + hash).body());
        }
    }

    @Test
    void cutsADownloadShortWhereAChunkIsMissing() throws Exception {
        byte[] content = random(100_000);
        String hash = node.upload("/bzz-raw:/", content);
        byte[] root =
                node.store.source().get(Reference.parse(hash).address()).get().data();
        node.store.chunks().delete(Address.of(root, 8 + 20 * 32));

        String answer = node.raw("GET /bzz-raw:/" + hash + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 200"));
        assertTrue(answer.length() < 100_000, "not a byte of what is not right");
    }

    @Test
    void tellsTheHashOfAHash() throws Exception {
        String hash = "0A".repeat(32);

        assertEquals("200 " + hash.toLowerCase(java.util.Locale.ROOT), node.text("/bzz-hash:/" + hash));
    }
}
