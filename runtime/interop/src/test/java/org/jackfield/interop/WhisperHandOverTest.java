package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jackfield.interop.Letter.Mode;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Whisper's bundle is replaced again and again while originals write to each other through our node. They see nothing of it. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhisperHandOverTest {

    private static final int UPDATES = 20;
    private static final int MESSAGES = 1;

    @TempDir
    Path folder;

    @Test
    void originalsSeeNothingOfTwentyUpdates() throws Exception {
        try (TestNode node = TestNode.start(folder);
                ForeignCorrespondent geth = connected(WhisperOriginal.GETH19, node);
                ForeignCorrespondent waku = connected(WhisperOriginal.WAKU, node)) {
            Bundle bundle = whisper(node);
            for (int update = 0; update < UPDATES; update++) {
                boolean even = update % 2 == 0;
                ForeignCorrespondent writer = even ? geth : waku;
                ForeignCorrespondent reader = even ? waku : geth;
                Letter letter = Letter.in(Mode.SYMMETRIC_SIGNED);

                String hash = writer.post(letter, reader);
                bundle.update();

                letter.assertRead(reader.read(hash), writer, reader);
            }
            for (ForeignCorrespondent each : Arrays.asList(geth, waku)) {
                assertFalse(each.program().told("left"));
                assertEquals(UPDATES / 2, envelopes(each), "each of the other's came once, none of his own came back");
            }
            assertTrue(node.events().nobodyLeft());
        }
    }

    private static ForeignCorrespondent connected(WhisperOriginal original, TestNode node) throws Exception {
        ForeignCorrespondent peer = ForeignCorrespondent.at(original);
        peer.meet(node);
        return peer;
    }

    private static Bundle whisper(TestNode node) {
        return Arrays.stream(node.context().getBundles())
                .filter(bundle -> "org.jackfield.whisper".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** How many came from our node, by the topics in them: a packet holds one or more. */
    private static int envelopes(ForeignCorrespondent peer) {
        String topic = "84" + Letter.TOPIC.substring(2);
        int count = 0;
        for (JsonNode packet : peer.program().unawaited("received")) {
            if (packet.path("code").asInt() == MESSAGES) {
                count += packet.path("payload").asText().split(topic, -1).length - 1;
            }
        }
        return count;
    }
}
