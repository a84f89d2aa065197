package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories, over real sockets and a real store. */
class BzzSchemeTest extends OverSockets {

    private static final byte[] INDEX = "<h1>hello</h1>".getBytes(StandardCharsets.UTF_8);

    private static byte[] site(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter tar = new TarWriter(out);
        for (String name : names) {
            byte[] content = name.equals("index.html") ? INDEX : name.getBytes(StandardCharsets.UTF_8);
            tar.file(name, 0644, content.length, 1_600_000_000, "", new ByteArrayInputStream(content));
        }
        tar.end();
        return out.toByteArray();
    }

    private String uploadSite() throws Exception {
        return node.upload(
                "/bzz:/?defaultpath=index.html",
                site("index.html", "img/logo.png", "img/bg.png", "readme.md", "readinglist.txt"),
                "Content-Type",
                "application/x-tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bzz:/", "/bzz:/encrypt"})
    void servesAFileUnderTheHashOfItsManifest(String path) throws Exception {
        String hash = node.upload(path, INDEX, "Content-Type", "text/html");

        HttpResponse<byte[]> got = node.get("/bzz:/" + hash + '/');

        assertEquals(path.length() == 6 ? 64 : 128, hash.length());
        assertArrayEquals(INDEX, got.body());
        assertEquals("text/html", got.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void servesTheFilesOfAnArchiveByTheirPaths() throws Exception {
        String hash = uploadSite();

        assertArrayEquals(INDEX, node.get("/bzz:/" + hash + '/').body());
        assertEquals("200 img/logo.png", node.text("/bzz:/" + hash + "/img/logo.png"));
        assertEquals("200 img/bg.png", node.text("/bzz-immutable:/" + hash + "/img/bg.png"));
        assertEquals(
                "image/png",
                node.get("/bzz:/" + hash + "/img/bg.png")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow());
        assertEquals(206, node.get("/bzz:/" + hash + '/', "Range", "bytes=0-3").statusCode());
        assertTrue(node.text("/bzz:/" + "ab".repeat(32) + "/x").startsWith("404"));
    }

    @Test
    void leadsWhoeverLeavesTheSlashOut() throws Exception {
        String hash = uploadSite();

        for (String scheme : new String[] {"bzz", "bzz-list"}) {
            HttpResponse<byte[]> got = node.get('/' + scheme + ":/" + hash);
            assertEquals(301, got.statusCode());
            assertEquals(
                    '/' + scheme + ":/" + hash + '/',
                    got.headers().firstValue("Location").orElseThrow());
        }
    }

    @Test
    void asksWhichOfSeveralFilesIsMeant() throws Exception {
        String hash = uploadSite();
        String list = "/bzz-list:/" + hash + "/read";

        assertTrue(node.text("/bzz:/" + hash + "/read").matches("300 .*: see " + list + "\\n"));
        assertTrue(node.text("/bzz:/" + hash + "/read", "Accept", "text/html").contains("<a href=\"" + list));
        assertTrue(node.text("/bzz:/" + hash + "/read", "Accept", "application/json")
                .endsWith(list + "\",\"Code\":300}\n"));
        assertTrue(node.text(list).contains("readinglist.txt"));
    }

    @ParameterizedTest
    @CsvSource({"2020-09-13T12:26:40.499999999Z, 1600000000", "2020-09-13T12:26:40.5Z, 1600000001"})
    void archivesHaveTheNearestSecond(String changed, long seconds) throws Exception {
        String file = node.upload("/bzz-raw:/", INDEX, "Content-Type", "text/html");
        String manifest = "{\"entries\":[{\"hash\":\"" + file + "\",\"path\":\"a\",\"contentType\":\"text/html\","
                + "\"mod_time\":\"" + changed + "\"}]}";
        String hash = node.upload("/bzz-raw:/", manifest.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/json");

        byte[] archive =
                node.get("/bzz:/" + hash + '/', "Accept", "application/x-tar").body();

        TarReader tar = new TarReader(new ByteArrayInputStream(archive));
        assertEquals(seconds, tar.next().orElseThrow().modified().getEpochSecond());
    }

    @Test
    void listsFoldersForPrograms() throws Exception {
        String hash = uploadSite();

        String top = node.text("/bzz-list:/" + hash + '/');
        String images = node.text("/bzz-list:/" + hash + "/img/");

        assertTrue(top.startsWith("200 {\"common_prefixes\":[\"img/\"],\"entries\":[{\"hash\":\""), top);
        assertTrue(
                top.contains("\"path\":\"readme.md\",\"contentType\":\"text/markdown; charset=utf-8\",\"mode\":420,"),
                top);
        assertTrue(top.contains("\"mod_time\":\"2020-09-13T12:26:40Z\""), top);
        assertTrue(images.contains("\"path\":\"img/bg.png\"") && !images.contains("readme"), images);
    }

    @Test
    void listsFoldersForPeople() throws Exception {
        String hash = node.upload("/bzz:/", site("a<b>.txt", "sub/ü x"), "Content-Type", "application/x-tar");

        String page = node.text("/bzz-list:/" + hash + '/', "Accept", "text/html");

        assertTrue(page.contains("<a href=\"/bzz-list:/" + hash + "/sub/\">sub/</a>"), page);
        assertTrue(page.contains("<a href=\"/bzz:/" + hash + "/a%3Cb%3E.txt\">a&lt;b&gt;.txt</a>"), page);
        assertFalse(page.contains("a<b>"));
        assertTrue(node.text("/bzz:/" + hash + "/sub/%C3%BC%20x").endsWith("sub/ü x"));
    }

    @Test
    void tellsTheHashOfAFile() throws Exception {
        String hash = uploadSite();
        String file = node.upload("/bzz-raw:/", INDEX);

        assertEquals("200 " + file, node.text("/bzz-hash:/" + hash + "/index.html"));
        assertArrayEquals(INDEX, node.get("/bzz-raw:/" + hash + "/index.html").body());
        assertTrue(node.text("/bzz-hash:/" + hash + "/index").startsWith("404"));
    }

    @Test
    void addsToADirectoryAndTakesAway() throws Exception {
        String hash = uploadSite();

        String more = node.upload("/bzz:/" + hash + "/img/new.txt", INDEX, "Content-Type", "text/plain");
        String less = RunningGateway.text(
                        node.send(node.request("/bzz:/" + more + "/img/new.txt").DELETE()))
                .substring(4);

        assertArrayEquals(INDEX, node.get("/bzz:/" + more + "/img/new.txt").body());
        assertEquals("200 img/bg.png", node.text("/bzz:/" + more + "/img/bg.png"));
        assertEquals(hash, less);
    }

    @Test
    void givesADirectoryAsAnArchive() throws Exception {
        HttpResponse<byte[]> got = node.get("/bzz:/" + uploadSite() + '/', "Accept", "application/x-tar");

        TarReader tar = new TarReader(new ByteArrayInputStream(got.body()));
        int files = 0;
        for (Optional<TarReader.Entry> next = tar.next(); next.isPresent(); next = tar.next()) {
            String name = next.get().name();
            byte[] content = next.get().content().readAllBytes();
            if (name.startsWith("img/")) {
                assertEquals(name, new String(content, StandardCharsets.UTF_8));
                assertEquals("image/png", next.get().type());
            }
            files++;
        }
        assertEquals(6, files, "and once more the one that is served without a path");
        assertEquals(
                "application/x-tar", got.headers().firstValue("Content-Type").orElseThrow());
    }

    private static byte[] form(String... namesAndContents) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            form.append("--xyz\r\nContent-Disposition: form-data; name=\"")
                    .append(namesAndContents[i])
                    .append("\"\r\nContent-Type: text/html\r\n\r\n")
                    .append(namesAndContents[i + 1])
                    .append("\r\n");
        }
        return form.append("--xyz--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bzz:/", "/bzz:/encrypt"})
    void servesTheFilesOfAForm(String path) throws Exception {
        String hash = node.upload(
                path + "?defaultpath=index.html",
                form("index.html", "<h1>hello</h1>", "sub/a", "x".repeat(100_000)),
                "Content-Type",
                "multipart/form-data; boundary=xyz");

        assertEquals(path.length() == 6 ? 64 : 128, hash.length());
        assertArrayEquals(INDEX, node.get("/bzz:/" + hash + '/').body());
        assertEquals("200 " + "x".repeat(100_000), node.text("/bzz:/" + hash + "/sub/a"));
        assertEquals(
                "text/html",
                node.get("/bzz:/" + hash + "/sub/a")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow());
        assertTrue(node.text("/bzz-list:/" + hash + "/sub/").contains("\"size\":100000,"));
    }

    @Test
    void addsFilesOfAFormToAFolder() throws Exception {
        String hash = uploadSite();

        String more = node.upload(
                "/bzz:/" + hash + "/img/", form("new", "1"), "Content-Type", "multipart/form-data; boundary=\"xyz\"");

        assertEquals("200 1", node.text("/bzz:/" + more + "/img/new"));
        assertEquals("200 img/bg.png", node.text("/bzz:/" + more + "/img/bg.png"));
    }

    @Test
    void replacesAFileThatIsThere() throws Exception {
        String hash = uploadSite();

        String other = node.upload("/bzz:/" + hash + "/readme.md", INDEX, "Content-Type", "text/plain");

        assertArrayEquals(INDEX, node.get("/bzz:/" + other + "/readme.md").body());
        assertEquals("200 readme.md", node.text("/bzz:/" + hash + "/readme.md"));
    }

    @Test
    void refusesFormsThatAreNone() throws Exception {
        String type = "multipart/form-data; boundary=xyz";
        assertEquals(400, post("/bzz:/", form("a", "1"), "multipart/form-data"));
        assertEquals(400, post("/bzz:/", form("../up", "1"), type));
        assertEquals(400, post("/bzz:/", form("a/..", "1"), type));
        assertEquals(400, post("/bzz:/?defaultpath=b", form("a", "1"), type));
        assertEquals(500, post("/bzz:/", INDEX, type));
        assertEquals(500, post("/bzz:/", Arrays.copyOf(form("a", "1"), 60), type));
        assertEquals(0, node.store.tags().all().size());
    }

    /** A reference under access control is eight bytes longer than others. */
    @Test
    void saysThatAccessControlIsNotSupported() throws Exception {
        String access = "\"access\":{\"type\":\"pass\",\"salt\":\"" + "01".repeat(32) + "\"}";
        String locked = "\"hash\":\"" + "ab".repeat(40) + "\"";
        String secret = node.upload(
                "/bzz-raw:/",
                ("{\"entries\":[{" + locked + ",\"path\":\"secret\",\"contentType\":\"text/plain\"," + access + "}]}")
                        .getBytes(StandardCharsets.UTF_8));
        String root = node.upload(
                "/bzz-raw:/",
                ("{\"entries\":[{" + locked + ",\"contentType\":\"application/bzz-manifest+json\"," + access + "}]}")
                        .getBytes(StandardCharsets.UTF_8));

        String said = "501 Code: 501\nMessage: the content is under access control, which is not supported here";
        assertTrue(node.text("/bzz:/" + secret + "/secret").startsWith(said));
        assertTrue(node.text("/bzz-hash:/" + secret + "/secret").startsWith(said));
        assertTrue(node.text("/bzz:/" + root + '/').startsWith(said));
        assertTrue(node.text("/bzz-list:/" + root + '/').startsWith(said));
        assertTrue(
                node.text("/bzz:/" + root + '/', "Accept", "application/x-tar").startsWith(said));
        assertEquals(
                501,
                node.send(node.request("/bzz-pin:/" + root).POST(BodyPublishers.noBody()))
                        .statusCode());
        String beside = node.upload("/bzz:/" + secret + "/public", INDEX, "Content-Type", "text/html");
        assertArrayEquals(INDEX, node.get("/bzz:/" + beside + "/public").body());
        assertTrue(node.text("/bzz-list:/" + beside + '/').contains(locked + ",\"path\":\"secret\""));
    }

    @Test
    void refusesUploadsThatAreNone() throws Exception {
        assertEquals(400, post("/bzz:/", INDEX, "no type"));
        assertEquals(400, post("/bzz:/", site("../up"), "application/x-tar"));
        assertEquals(400, post("/bzz:/?defaultpath=other", site("a"), "application/x-tar"));
        assertEquals(500, post("/bzz:/", INDEX, "application/x-tar"));
        assertEquals(404, post("/bzz:/name.eth/", INDEX, "text/plain"));
        assertEquals(0, node.store.tags().all().size());
    }

    private int post(String path, byte[] content, String type) throws Exception {
        return node.send(node.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(content)))
                .statusCode();
    }
}
