package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original of swarm understands itself as the tests drive it: whatever fails in the other tests is our doing. */
@Timeout(300)
class ForeignSwarmTest {

    private static final String[] ALONE = {"--sync=false", "--autoconnect=false"};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, ''", "4096, ''", "528385, ''", "1, encrypt", "4097, encrypt", "300000, encrypt"})
    void whatIsUploadedAtOneIsDownloadedAtTheOther(int size, String how) throws Exception {
        byte[] content = random(size);
        Path file = Files.write(folder.resolve("content"), content);
        try (ForeignBee one = ForeignBee.start(ALONE);
                ForeignBee another = ForeignBee.start(ALONE)) {
            one.meet(another);
            String reference = one.upload(file + " " + how).path("reference").asText();

            JsonNode downloaded = another.download(reference);

            assertEquals(how.isEmpty() ? 64 : 128, reference.length());
            assertEquals(size, downloaded.path("size").asInt());
            assertEquals(sha256(content), downloaded.path("sha256").asText());
        }
    }

    @Test
    void neighboursTakeOverWhatNobodyAskedForBeforeAndAfterTheyMeet() throws Exception {
        try (ForeignBee one = ForeignBee.start();
                ForeignBee another = ForeignBee.start()) {
            JsonNode early = one.upload(random(300_000));
            one.meet(another);
            another.awaitStored(early);
            JsonNode late = another.upload(random(50_000));
            one.awaitStored(late);

            assertTrue(one.has(late.path("reference").asText()));
        }
    }

    @Test
    void aChunkIsFetchedThroughTheNodeBetween() throws Exception {
        try (ForeignBee keeping = ForeignBee.start(ALONE);
                ForeignBee one = ForeignBee.start(ALONE);
                ForeignBee another = ForeignBee.start(ALONE)) {
            boolean oneIsNearer = proximity(one, keeping.overlay()) > proximity(another, keeping.overlay());
            ForeignBee between = oneIsNearer ? one : another;
            ForeignBee asking = oneIsNearer ? another : one;
            asking.meet(between);
            keeping.meet(between);
            String address = uploadOneNearTo(keeping, between);

            JsonNode downloaded = asking.download(address);

            assertEquals(address, downloaded.path("reference").asText());
            assertTrue(between.has(address));
        }
    }

    /** Requests go on only towards nodes that are nearer to the address. */
    private static String uploadOneNearTo(ForeignBee near, ForeignBee lessNear) throws Exception {
        for (int i = 0; i < 10_000; i++) {
            String address = near.upload(("content " + i).getBytes(StandardCharsets.UTF_8))
                    .path("reference")
                    .asText();
            if (proximity(near, address) > proximity(lessNear, address)) {
                return address;
            }
        }
        throw new AssertionError("no content is near to " + near.overlay());
    }

    /** Common leading bits. */
    private static int proximity(ForeignBee bee, String address) {
        return 256 - bee.distance(address).bitLength();
    }

    @Test
    void nodesHearOfEachOtherFromTheOneTheyBothKnow() throws Exception {
        try (ForeignBee one = ForeignBee.start();
                ForeignBee known = ForeignBee.start();
                ForeignBee another = ForeignBee.start()) {
            one.meet(known);
            another.meet(known);

            one.awaitHandshake(another);
            another.awaitHandshake(one);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "sym", "asym"})
    void aMessageOfEveryKindIsRead(String kind) throws Exception {
        String key = "5a".repeat(32);
        String body = HexFormat.of().formatHex(random(1000));
        try (ForeignBee writer = ForeignBee.start(ALONE);
                ForeignBee reader = ForeignBee.start(ALONE)) {
            writer.meet(reader);
            reader.program().say("subscribe letters " + kind);
            reader.program().await("subscribed");
            reader.program().say("symkey letters " + key);
            reader.program().await("key");

            String sealing = switch (kind) {
                case "sym" -> key + " ";
                case "asym" -> reader.publicKey() + " ";
                default -> "";
            };
            writer.program().say("post " + kind + " letters " + reader.overlay() + " " + sealing + body);

            JsonNode message = reader.program().await("message");
            assertEquals(body, message.path("body").asText());
            assertEquals(kind.equals("asym"), message.path("asymmetric").asBoolean());
        }
    }

    /** Those that are nearer to the uploader stay there until they are synced. */
    @Test
    void chunksArePushedToTheNodeThatIsNearestToThem() throws Exception {
        try (ForeignBee one = ForeignBee.start(ALONE);
                ForeignBee another = ForeignBee.start(ALONE)) {
            one.meet(another);
            for (ForeignBee each : new ForeignBee[] {one, another}) {
                each.program().say("pushsync on");
                assertTrue(each.program().await("pushsync").path("on").asBoolean());
            }
            int pushed = 0;
            for (JsonNode chunk : one.upload(random(300_000)).path("chunks")) {
                String address = chunk.asText();
                if (another.distance(address).compareTo(one.distance(address)) < 0) {
                    another.awaitStored(address);
                    pushed++;
                }
            }
            assertTrue(pushed > 0);
        }
    }

    @Test
    void theFilesOfAManifestAreFoundByTheirPaths() throws Exception {
        Files.createDirectories(folder.resolve("site/deep"));
        Files.writeString(folder.resolve("site/index.html"), "<p>home");
        Files.writeString(folder.resolve("site/deep/index.html"), "<p>deep");
        try (ForeignBee one = ForeignBee.start(ALONE);
                ForeignBee another = ForeignBee.start(ALONE)) {
            one.meet(another);
            String manifest = one.uploadTree(folder.resolve("site"), "index.html")
                    .path("reference")
                    .asText();

            assertEquals("<p>home", text(another.download(manifest, "")));
            assertEquals("<p>deep", text(another.download(manifest, "deep/index.html")));
        }
    }

    private static String text(JsonNode downloaded) {
        return new String(HexFormat.of().parseHex(downloaded.path("content").asText()), StandardCharsets.UTF_8);
    }

    @Test
    void whoBreaksTheProtocolIsDroppedAndItIsToldWhy() throws Exception {
        try (ForeignBee one = ForeignBee.start(ALONE);
                ForeignBee another = ForeignBee.start(ALONE)) {
            one.meet(another);
            assertFalse(one.program().told("dropped"));

            another.program().say("send bzz-retrieve 0 c0");

            assertEquals(
                    "0x" + another.enode().id(),
                    one.program().await("dropping").path("peer").asText());
            assertEquals(
                    "subprotocol error",
                    one.program().await("dropped").path("why").asText());
        }
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static String sha256(byte[] content) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
