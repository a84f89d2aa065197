package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of every kind between our node and an original, and across our node. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmMessagesTest {

    private static final String KEY = "5a".repeat(32);

    @TempDir
    static Path folder;

    private static final Map<SwarmOriginal, ForeignBee> ORIGINALS = new EnumMap<>(SwarmOriginal.class);
    private static OurBee ours;

    @BeforeAll
    static void meet() throws Exception {
        ours = OurBee.quiet(folder, Half.LOWER.key());
        for (SwarmOriginal release : SwarmOriginal.values()) {
            ORIGINALS.put(release, connected(release));
        }
    }

    private static ForeignBee connected(SwarmOriginal release) throws Exception {
        ForeignBee original = ForeignBee.alone(release);
        original.meet(ours);
        return original;
    }

    @AfterAll
    static void close() {
        ORIGINALS.values().forEach(ForeignBee::close);
        if (ours != null) {
            ours.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"SWARM5, raw", "SWARM5, sym", "SWARM5, asym", "GETH18, raw", "GETH18, sym", "GETH18, asym"})
    void messagesAreReadThereAndHere(SwarmOriginal release, String kind) throws Exception {
        ForeignBee theirs = ORIGINALS.get(release);
        String name = "letters-" + kind;
        String topic = listenThere(theirs, name, kind);
        String letter = body();
        send(kind, theirs, topic, letter);
        JsonNode read = theirs.program().await("message");
        assertEquals(letter, read.path("body").asText());
        assertEquals(kind.equals("asym"), read.path("asymmetric").asBoolean());

        BlockingQueue<JsonNode> box = listenHere(topic, kind);
        String answer = body();
        post(kind, theirs, name, answer);
        JsonNode message = box.poll(20, TimeUnit.SECONDS);
        assertNotNull(message);
        assertEquals("0x" + answer, message.path("Msg").asText());
        assertEquals(kind.equals("asym"), message.path("Asymmetric").asBoolean());
        if (kind.equals("asym")) {
            assertEquals("0x" + theirs.publicKey(), message.path("Key").asText());
        }
        assertFalse(theirs.program().told("left"));
    }

    private static void send(String kind, ForeignBee theirs, String topic, String body) throws Exception {
        NodeRpc pss = pss();
        String to = "0x" + theirs.overlay();
        switch (kind) {
            case "sym" -> {
                String id = pss.call("setSymmetricKey", "0x" + KEY, topic, to, false)
                        .asText();
                pss.call("sendSym", id, topic, "0x" + body);
            }
            case "asym" -> {
                pss.call("setPeerPublicKey", "0x" + theirs.publicKey(), topic, to);
                pss.call("sendAsym", "0x" + theirs.publicKey(), topic, "0x" + body);
            }
            default -> pss.call("sendRaw", to, topic, "0x" + body);
        }
    }

    private static void post(String kind, ForeignBee theirs, String name, String body) throws Exception {
        String sealing = switch (kind) {
            case "sym" -> KEY + " ";
            case "asym" -> pss().call("getPublicKey").asText() + " ";
            default -> "";
        };
        theirs.program().say("post " + kind + " " + name + " " + ours.overlay() + " " + sealing + body);
    }

    /** Between two that do not know each other. */
    @ParameterizedTest
    @EnumSource
    void aMessageCrossesOurNode(SwarmOriginal release) throws Exception {
        ForeignBee theirs = ORIGINALS.get(release);
        try (ForeignBee another = connected(release)) {
            listenThere(theirs, "across", "asym");
            String letter = body();

            another.program().say("post asym across " + theirs.overlay() + " " + theirs.publicKey() + " " + letter);

            assertEquals(letter, theirs.program().await("message").path("body").asText());
        }
    }

    /** @return the topic */
    private static String listenThere(ForeignBee reader, String name, String kind) throws Exception {
        reader.program().say("subscribe " + name + " " + kind);
        String topic = reader.program().await("subscribed").path("id").asText();
        reader.program().say("symkey " + name + " " + KEY);
        reader.program().await("key");
        assertEquals("0x" + topic, pss().call("stringToTopic", name).asText());
        return "0x" + topic;
    }

    private static BlockingQueue<JsonNode> listenHere(String topic, String kind) throws Exception {
        NodeRpc pss = pss();
        pss.call("setSymmetricKey", "0x" + KEY, topic, "0x" + ours.overlay(), true);
        return pss.subscribe("receive", topic, kind.equals("raw"), false);
    }

    private static NodeRpc pss() throws Exception {
        return new NodeRpc(ours.node(), "pss").await();
    }

    private static String body() {
        byte[] body = new byte[1000];
        new Random().nextBytes(body);
        return HexFormat.of().formatHex(body);
    }
}
