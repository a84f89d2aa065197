package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our node and an original are neighbours of whom one does not sync: what is not here is asked for there. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
abstract class SwarmExchange {

    private final SwarmOriginal original;
    private Path folder;
    private OurBee ours;
    private ForeignBee theirs;

    SwarmExchange(SwarmOriginal original) {
        this.original = original;
    }

    OurBee ours() {
        return ours;
    }

    ForeignBee theirs() {
        return theirs;
    }

    @BeforeAll
    void meet(@TempDir Path temporary) throws Exception {
        folder = temporary;
        theirs = ForeignBee.alone(original);
        ours = OurBee.quiet(folder.resolve("ours"), Half.LOWER.key());
        ours.meet(theirs);
    }

    @AfterAll
    void close() {
        if (ours != null) {
            ours.close();
        }
        if (theirs != null) {
            theirs.close();
        }
    }

    @AfterEach
    void theyAreStillConnected() {
        assertFalse(
                theirs.program().told("left"),
                () -> "left: " + theirs.program().unawaited("left")
                        + theirs.program().unawaited("dropping"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachReadsTheOthersHandshakeWhoeverDials(boolean weDial) throws Exception {
        try (ForeignBee another = ForeignBee.alone(original)) {
            if (weDial) {
                ours.dial(another.enode());
            } else {
                another.dial(ours.enode());
            }
            JsonNode read = another.handshake(ours);
            ours.awaitHandshake(another);

            assertEquals(ours.overlay(), read.path("overlay").asText());
            assertEquals(ours.enode().toString(), read.path("underlay").asText());
            assertIsOurs(read);
            assertEquals(
                    Map.of(
                            "overlay",
                            "0x" + another.overlay(),
                            "underlay",
                            another.enode().toString(),
                            "light",
                            false),
                    ours.peer("bzz", another).orElseThrow());
        }
    }

    /** What only this original has in its handshake. */
    abstract void assertIsOurs(JsonNode handshake);

    /** At the edges of leaves and of nodes: of 128 leaves, and of 64 where it is encrypted. */
    @ParameterizedTest
    @CsvSource({
        "1, false",
        "4095, false",
        "4096, false",
        "4097, false",
        "8192, false",
        "524288, false",
        "524289, false",
        "528384, false",
        "528385, false",
        "1052673, false",
        "1, true",
        "4096, true",
        "4097, true",
        "262144, true",
        "262145, true",
        "266241, true"
    })
    void whatIsUploadedAtOneIsDownloadedAtTheOther(int size, boolean encrypted) throws Exception {
        assertCarried(theirs, ours, size, encrypted);
        assertCarried(ours, theirs, size, encrypted);
    }

    private void assertCarried(Bee from, Bee to, int size, boolean encrypted) throws Exception {
        byte[] content = new byte[size];
        new Random().nextBytes(content);

        String reference = encrypted
                ? from.gateway().uploadEncrypted(content)
                : from.gateway().upload(content);

        assertEquals(encrypted ? 128 : 64, reference.length());
        // The earlier release gives the reference before it has stored everything.
        Await.until("the root of " + reference, () -> from.has(reference.substring(0, 64)));
        assertEquals(Bee.sha256(content), Await.success(() -> to.fetch(reference)));
    }

    @Test
    void bothGiveTheSameContentTheSameReference() throws Exception {
        byte[] content = new byte[1_000_000];
        new Random().nextBytes(content);

        assertEquals(theirs.gateway().upload(content), ours.gateway().upload(content));
    }

    @Test
    void aDirectoryIsTheSameHereAndThere() throws Exception {
        String made = theirs.uploadTree(site(), "index.html").path("reference").asText();

        for (String path : new String[] {"", "index.html", "deep/index.html", "deep/er/empty-not.txt", "picture.svg"}) {
            assertArrayEquals(file(theirs, made, path), file(ours, made, path), path);
        }
        for (String prefix : new String[] {"", "deep/", "d"}) {
            String list = "/bzz-list:/" + made + "/" + prefix;
            assertEquals(theirs.gateway().json(list), ours.gateway().json(list));
        }
        assertEquals(
                new String(theirs.gateway().get("/bzz-hash:/" + made + "/deep/index.html", "*/*")),
                new String(ours.gateway().get("/bzz-hash:/" + made + "/deep/index.html", "*/*")));
    }

    @Test
    void anArchiveOfOneMakesTheSameDirectoryAtTheOther() throws Exception {
        String made = theirs.uploadTree(site(), "").path("reference").asText();
        byte[] theirArchive = theirs.gateway().get("/bzz:/" + made + "/", SwarmGateway.TAR);
        byte[] ourArchive = ours.gateway().get("/bzz:/" + made + "/", SwarmGateway.TAR);

        String there = archive(theirs, theirArchive, "index.html");
        assertEquals(there, archive(ours, theirArchive, "index.html"));
        assertEquals(there, archive(theirs, ourArchive, "index.html"));
        assertEquals(there, archive(ours, ourArchive, "index.html"));
        assertEquals("<p>home", new String(file(ours, there, "")));

        String path = "/bzz:/" + there + "/deep/index.html";
        assertEquals(theirs.gateway().delete(path), ours.gateway().delete(path));
    }

    @Test
    void anEncryptedDirectoryIsReadByTheOther() throws Exception {
        byte[] archive = theirs.gateway()
                .get("/bzz:/" + theirs.uploadTree(site(), "").path("reference").asText() + "/", SwarmGateway.TAR);
        for (Bee[] way : new Bee[][] {{ours, theirs}, {theirs, ours}}) {
            String made = way[0].gateway().post("/bzz:/encrypt", SwarmGateway.TAR, archive);

            assertEquals(128, made.length());
            assertEquals("<p>deep", new String(file(way[1], made, "deep/index.html")));
        }
    }

    private Path site() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.createDirectories(site.resolve("deep/er"));
        Files.writeString(site.resolve("index.html"), "<p>home");
        Files.writeString(site.resolve("deep/index.html"), "<p>deep");
        Files.writeString(site.resolve("deep/er/empty-not.txt"), "deeper");
        Files.writeString(site.resolve("deepest.txt"), "x".repeat(10_000), StandardCharsets.US_ASCII);
        Files.writeString(site.resolve("picture.svg"), "<svg/>");
        return site;
    }

    static byte[] file(Bee at, String manifest, String path) throws Exception {
        return Await.success(() -> at.gateway().get("/bzz:/" + manifest + "/" + path, "*/*"));
    }

    private static String archive(Bee at, byte[] tar, String index) throws Exception {
        return at.gateway().post("/bzz:/?defaultpath=" + index, SwarmGateway.TAR, tar);
    }
}
