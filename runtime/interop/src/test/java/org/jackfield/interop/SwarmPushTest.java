package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.chunks.Address;
import org.jackfield.itest.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our node and an original that sync nothing push to each other what is nearer to the other, and are told that it is there. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmPushTest {

    private static final int BYTES = 300_000;

    @TempDir
    Path folder;

    @Test
    void chunksArePushedToTheNearestAndReceiptsComeBack() throws Exception {
        try (ForeignBee theirs = ForeignBee.alone(SwarmOriginal.SWARM5);
                OurBee ours = OurBee.pushing(folder, Half.LOWER.key())) {
            theirs.program().say("pushsync on");
            assertTrue(theirs.program().await("pushsync").path("on").asBoolean());
            theirs.meet(ours);

            byte[] their = random();
            int tag = theirs.upload(their).path("tag").asInt();
            awaitPushed(their, theirs, ours);
            Await.until("their receipts", () -> isSynced(theirs, tag));

            byte[] our = random();
            String reference = ours.gateway().upload(our);
            awaitPushed(our, ours, theirs);
            Await.until(
                    "our receipts", () -> isSynced(ours.gateway().json("/bzz-tag:/" + reference), "Total", "Synced"));
        }
    }

    private static void awaitPushed(byte[] content, Bee from, Bee to) throws Exception {
        Address there = Address.parse(to.overlay());
        Address here = Address.parse(from.overlay());
        List<Address> nearer = Half.chunks(content).stream()
                .filter(chunk -> there.nearer(chunk, here))
                .toList();
        assertTrue(!nearer.isEmpty());
        for (Address chunk : nearer) {
            Await.until("chunk " + chunk, () -> to.has(chunk.hex()));
        }
    }

    private static boolean isSynced(ForeignBee bee, int tag) throws Exception {
        bee.program().say("tags");
        for (JsonNode each : bee.program().await("tags").path("tags")) {
            if (each.path("tag").asInt() == tag) {
                return isSynced(each, "total", "synced");
            }
        }
        return false;
    }

    private static boolean isSynced(JsonNode tag, String total, String synced) {
        assertTrue(tag.path(total).asInt() > 0);
        return tag.path(synced).asInt() == tag.path(total).asInt();
    }

    private static byte[] random() {
        byte[] content = new byte[BYTES];
        new Random().nextBytes(content);
        return content;
    }
}
