package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Enode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that was started as its users start it, and a program of theirs at its WebSocket, write to an original and back. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WhisperSocketTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = WhisperOriginal.class,
            names = {"GETH19", "WAKU"})
    void whatIsPostedHereIsReadThereAndToldHere(WhisperOriginal original) throws Exception {
        original.require();
        String address = "127.0.0.1:" + NodeUnderTest.freePort();
        List<String> options =
                List.of("--data", folder.toString(), "--listen", "127.0.0.1:0", "--rpc", "off", "--ws", address);
        try (LaunchedNode node = LaunchedNode.start(options);
                RpcSocket rpc = new RpcSocket(URI.create("ws://" + address));
                ForeignPeer theirs = original.serve()) {
            theirs.say("symkey shared " + Correspondent.SHARED_KEY);
            theirs.say("subscribe {\"sym\": \"shared\"}");
            theirs.say("dial " + Enode.parse(node.banner("enode")));
            theirs.await("status");

            String prefix = original.protocol() + '_';
            String key =
                    rpc.call(prefix + "addSymKey", Correspondent.SHARED_KEY).asText();
            String subscription = rpc.call(
                            prefix + "subscribe", "messages", Map.of("symKeyID", key, "topics", List.of("0x01020304")))
                    .asText();
            String hash = post(rpc, prefix, key, "0x68656c6c6f");
            JsonNode there = theirs.await("message");
            assertEquals("0x68656c6c6f", there.path("payload").asText());
            assertEquals(hash, there.path("hash").asText());
            assertEquals(hash, rpc.awaitTold().path("result").path("hash").asText(), "our own comes, too");

            theirs.say(
                    "post {\"sym\": \"shared\", \"topic\": \"0x01020304\", \"payload\": \"0x77\", \"powTime\": 10, \"powTarget\": 0.3}");
            JsonNode told = rpc.awaitTold();
            assertEquals(subscription, told.path("subscription").asText());
            assertEquals("0x77", told.path("result").path("payload").asText());
        }
    }

    private static String post(RpcSocket rpc, String prefix, String key, String payload) throws Exception {
        Map<String, Object> message = Map.of(
                "symKeyID", key, "topic", "0x01020304", "payload", payload, "ttl", 40, "powTime", 10, "powTarget", 0.3);
        return rpc.call(prefix + "post", message).asText();
    }
}
