package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our node sends originals what they ask for, and nothing else. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WhisperInterestTest {

    private static final String OTHER_TOPIC = "0badcafe";

    /** Of {@link Letter#TOPIC}: bits 99, 353 and 362. */
    private static final String BLOOM = "0x" + "00".repeat(12) + "08" + "00".repeat(31) + "0204" + "00".repeat(18);

    @TempDir
    Path folder;

    private TestNode node;

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aBloomFilterIsHeeded() throws Exception {
        assertSentOneOfTwo(WhisperOriginal.GETH19, "--bloom", BLOOM);
    }

    @Test
    void wakusTopicsAreHeeded() throws Exception {
        assertSentOneOfTwo(WhisperOriginal.WAKU);
    }

    private void assertSentOneOfTwo(WhisperOriginal original, String... options) throws Exception {
        node = TestNode.start(folder);
        try (ForeignCorrespondent writer = connected(WhisperOriginal.GETH19);
                ForeignCorrespondent reader = connected(original, options)) {
            writer.program()
                    .say("post {\"sym\": \"shared\", \"ttl\": 40, \"topic\": \"0x" + OTHER_TOPIC
                            + "\", \"powTime\": 10, \"powTarget\": 0.3}");
            writer.program().await("posted");
            Letter letter = Letter.in(Mode.SYMMETRIC);

            letter.assertRead(reader.read(writer.post(letter, reader)), writer, reader);

            assertFalse(
                    reader.program().unawaited("received").stream()
                            .map(packet -> packet.path("payload").asText())
                            .anyMatch(payload -> payload.contains(OTHER_TOPIC)),
                    "what is not wanted was sent");
            assertFalse(reader.program().told("left"));
        }
    }

    @Test
    void whoAsksForMoreWorkIsSentNothingLess() throws Exception {
        node = TestNode.start(folder);
        try (ForeignCorrespondent writer = connected(WhisperOriginal.GETH19);
                ForeignCorrespondent demanding = connected(WhisperOriginal.GETH19, "--pow", "1000");
                ForeignCorrespondent reader = connected(WhisperOriginal.GETH19)) {
            Letter letter = Letter.in(Mode.SYMMETRIC);
            letter.assertRead(reader.read(writer.post(letter, reader)), writer, reader);

            demanding.program().say("setpow 0.2");

            Letter another = Letter.in(Mode.SYMMETRIC);
            another.assertRead(demanding.read(writer.post(another, demanding)), writer, demanding);
            assertFalse(demanding.program().told("left"));
        }
    }

    @Test
    void twoLightNodesDoNotStayConnected() throws Exception {
        node = TestNode.start(folder, Map.of("envelopes.light", "true"));
        try (ForeignCorrespondent light = ForeignCorrespondent.at(WhisperOriginal.GETH19, "--light")) {
            light.dial(node.peers().self());

            light.program().await("dropped");
        }
    }

    private ForeignCorrespondent connected(WhisperOriginal original, String... options) throws Exception {
        ForeignCorrespondent peer = ForeignCorrespondent.at(original, options);
        peer.meet(node);
        return peer;
    }
}
