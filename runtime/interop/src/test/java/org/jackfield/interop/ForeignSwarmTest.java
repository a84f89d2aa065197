package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The originals of swarm understand themselves as the tests drive them: whatever fails in the other tests is our doing. */
@Timeout(300)
class ForeignSwarmTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SWARM5, 1, ''",
        "SWARM5, 4096, ''",
        "SWARM5, 528385, ''",
        "SWARM5, 1, encrypt",
        "SWARM5, 4097, encrypt",
        "SWARM5, 300000, encrypt",
        "GETH18, 4096, ''",
        "GETH18, 528385, ''",
        "GETH18, 300000, encrypt"
    })
    void whatIsUploadedAtOneIsDownloadedAtTheOther(SwarmOriginal original, int size, String how) throws Exception {
        byte[] content = random(size);
        Path file = Files.write(folder.resolve("content"), content);
        try (ForeignBee one = ForeignBee.alone(original);
                ForeignBee another = ForeignBee.alone(original)) {
            one.meet(another);
            String reference = one.upload(file + " " + how).path("reference").asText();

            JsonNode downloaded = Await.success(() -> another.download(reference));

            assertEquals(how.isEmpty() ? 64 : 128, reference.length());
            assertEquals(size, downloaded.path("size").asInt());
            assertEquals(Bee.sha256(content), downloaded.path("sha256").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void neighboursTakeOverWhatNobodyAskedForBeforeAndAfterTheyMeet(SwarmOriginal original) throws Exception {
        try (ForeignBee one = ForeignBee.of(original);
                ForeignBee another = ForeignBee.of(original)) {
            JsonNode early = one.upload(random(300_000));
            one.meet(another);
            another.awaitStored(early);
            JsonNode late = another.upload(random(50_000));
            one.awaitStored(late);

            assertTrue(one.has(late.path("reference").asText()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkIsFetchedThroughTheNodeBetween(SwarmOriginal original) throws Exception {
        try (ForeignBee keeping = ForeignBee.alone(original);
                ForeignBee one = ForeignBee.alone(original);
                ForeignBee another = ForeignBee.alone(original)) {
            boolean oneIsNearer = proximity(one, keeping.overlay()) > proximity(another, keeping.overlay());
            ForeignBee between = oneIsNearer ? one : another;
            ForeignBee asking = oneIsNearer ? another : one;
            asking.meet(between);
            keeping.meet(between);
            String address = uploadOneNearTo(keeping, between);

            JsonNode downloaded = Await.success(() -> asking.download(address));

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

    /** The earlier release tells who comes only of those who are not farther from him than itself. */
    @ParameterizedTest
    @EnumSource
    void nodesHearOfEachOtherFromTheOneTheyBothKnow(SwarmOriginal original) throws Exception {
        try (ForeignBee one = ForeignBee.of(original, "--account", Half.LOWER.keyDigits(0));
                ForeignBee known = ForeignBee.of(original, "--account", Half.UPPER.keyDigits(0));
                ForeignBee another = ForeignBee.of(original, "--account", Half.LOWER.keyDigits(1))) {
            one.meet(known);
            another.meet(known);

            one.awaitHandshake(another);
            another.awaitHandshake(one);
        }
    }

    @ParameterizedTest
    @CsvSource({"SWARM5, raw", "SWARM5, sym", "SWARM5, asym", "GETH18, raw", "GETH18, sym", "GETH18, asym"})
    void aMessageOfEveryKindIsRead(SwarmOriginal original, String kind) throws Exception {
        String key = "5a".repeat(32);
        String body = HexFormat.of().formatHex(random(1000));
        try (ForeignBee writer = ForeignBee.alone(original);
                ForeignBee reader = ForeignBee.alone(original)) {
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
        try (ForeignBee one = ForeignBee.alone(SwarmOriginal.SWARM5);
                ForeignBee another = ForeignBee.alone(SwarmOriginal.SWARM5)) {
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

    @ParameterizedTest
    @EnumSource
    void theFilesOfAManifestAreFoundByTheirPaths(SwarmOriginal original) throws Exception {
        Files.createDirectories(folder.resolve("site/deep"));
        Files.writeString(folder.resolve("site/index.html"), "<p>home");
        Files.writeString(folder.resolve("site/deep/index.html"), "<p>deep");
        try (ForeignBee one = ForeignBee.alone(original);
                ForeignBee another = ForeignBee.alone(original)) {
            one.meet(another);
            String manifest = one.uploadTree(folder.resolve("site"), "index.html")
                    .path("reference")
                    .asText();

            assertEquals("<p>home", text(Await.success(() -> another.download(manifest, ""))));
            assertEquals("<p>deep", text(Await.success(() -> another.download(manifest, "deep/index.html"))));
        }
    }

    private static String text(JsonNode downloaded) {
        return new String(HexFormat.of().parseHex(downloaded.path("content").asText()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void whoBreaksTheProtocolIsDroppedAndItIsToldWhy(SwarmOriginal original) throws Exception {
        try (ForeignBee one = ForeignBee.alone(original);
                ForeignBee another = ForeignBee.alone(original)) {
            one.meet(another);
            assertFalse(one.program().told("dropped"));

            another.program().say("send hive 1 c0");

            String reason = original == SwarmOriginal.SWARM5 ? "dropping" : "left";
            String who = one.program()
                    .await(reason, event -> event.path("why").asText().contains("too few elements"))
                    .path("peer")
                    .asText();
            assertEquals("0x" + another.enode().id(), who);
            assertEquals(who, one.program().await("dropped").path("peer").asText());
        }
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
