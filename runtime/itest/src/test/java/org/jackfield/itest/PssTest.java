package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.release.Releases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that write to each other by JSON-RPC, and a third between them that forwards. */
@Timeout(300)
class PssTest {

    private static final Set<String> WITHOUT = Set.of("eth", "whisper");
    private static final String KEY = '"' + "0x" + "5a".repeat(32) + '"';

    @TempDir
    Path folder;

    private int sent;

    @Test
    void messagesArriveThroughAnotherNode() throws Exception {
        try (TestNode left = start("left");
                TestNode middle = start("middle");
                TestNode right = start("right");
                RpcSocket sender = RpcSocket.of(left);
                RpcSocket receiver = RpcSocket.of(right)) {
            left.connectTo(middle);
            right.connectTo(middle);
            String topic = quoted(sender.call("pss_stringToTopic", "\"a topic\""));
            String to = quoted(receiver.call("pss_baseAddr", ""));
            receiver.call("pss_subscribe", "\"receive\"," + topic + ",true,false");
            assertRawArrives(sender, receiver, to + ',' + topic);

            sender.call("pss_setPeerPublicKey", quoted(receiver.call("pss_getPublicKey", "")) + ',' + topic + ',' + to);
            sender.call("pss_sendAsym", quoted(receiver.call("pss_getPublicKey", "")) + ',' + topic + ",\"0xa51e\"");
            String own = awaitMessage(receiver, "0xa51e");
            assertTrue(own.contains("\"Asymmetric\":true"), own);
            assertTrue(own.contains("\"Key\":" + quoted(sender.call("pss_getPublicKey", ""))), own);

            String opening = receiver.call("pss_setSymmetricKey", KEY + ',' + topic + ",\"0x\",true");
            String sealing = sender.call("pss_setSymmetricKey", KEY + ',' + topic + ",\"0x\",false");
            sender.call("pss_sendSym", quoted(sealing) + ',' + topic + ",\"0x5e1f\"");
            String shared = awaitMessage(receiver, "0x5e1f");
            assertTrue(shared.contains("\"Key\":" + quoted(opening)), shared);

            middle.await(Releases.class)
                    .swap("org.jackfield.swarm", ReleaseJar.of("swarm", "0.1.1", folder), Duration.ZERO);
            sender.call("pss_sendSym", quoted(sealing) + ',' + topic + ",\"0xfeed\"");
            awaitMessage(receiver, "0xfeed");
            assertEquals(List.of(), middle.events().departures());
        }
    }

    /** The first ones may come before the seats are taken. */
    private void assertRawArrives(RpcSocket sender, RpcSocket receiver, String where) throws Exception {
        Await.until("a raw message", () -> {
            sender.call("pss_sendRaw", where + ",\"0x" + "%08x".formatted(++sent) + '"');
            return receiver.notifications().poll(1, TimeUnit.SECONDS) != null;
        });
    }

    private static String awaitMessage(RpcSocket receiver, String message) throws InterruptedException {
        while (true) {
            String told = receiver.notifications().poll(60, TimeUnit.SECONDS);
            assertTrue(told != null, message);
            if (told.contains("\"Msg\":" + quoted(message))) {
                return told;
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private TestNode start(String name) {
        return TestNode.start(
                folder.resolve(name),
                Map.of(
                        "overlay.dial",
                        "false",
                        "overlay.folder",
                        folder.resolve(name).resolve("swarm").toString(),
                        "rpc.ws",
                        "127.0.0.1:0"),
                WITHOUT);
    }
}
