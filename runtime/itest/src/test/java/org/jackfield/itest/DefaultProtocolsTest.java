package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes as they are delivered, with all their protocols on one link. */
@Timeout(120)
class DefaultProtocolsTest {

    private static final List<String> NAMES =
            List.of("bzz", "bzz-retrieve", "bzz-stream", "eth", "hive", "pss", "shh", "stream", "waku");

    @TempDir
    Path folder;

    @Test
    void everyHandshakeCompletesOnBothSides() throws Exception {
        try (TestNode left = TestNode.start(folder.resolve("left"));
                TestNode right = TestNode.start(folder.resolve("right"))) {
            for (String name : NAMES) {
                left.awaitProtocol(name);
                right.awaitProtocol(name);
            }

            Peer peer = left.connectTo(right);

            assertEquals(
                    List.of(
                            "bzz/14",
                            "bzz-retrieve/2",
                            "bzz-stream/8",
                            "eth/72",
                            "hive/11",
                            "pss/2",
                            "shh/6",
                            "stream/8",
                            "waku/1"),
                    peer.shared().stream().map(Capability::toString).toList());
            Await.until("all handshakes", () -> handshakesDone(left, right) && handshakesDone(right, left));
            Await.until("the head", () -> info(left, right, "eth").containsKey("headNumber"));
            assertEquals(256L, info(left, right, "eth").get("headNumber"));
            assertEquals(
                    right.registry().nodeInfo().get("bzz").get("overlay"),
                    info(left, right, "bzz").get("overlay"));
            assertTrue(left.events().nobodyLeft());
        }
    }

    private static boolean handshakesDone(TestNode node, TestNode other) {
        Map<String, Optional<Map<String, Object>>> told = node.registry().peerInfo(other.id());
        return told.keySet().containsAll(NAMES) && told.values().stream().allMatch(Optional::isPresent);
    }

    private static Map<String, Object> info(TestNode node, TestNode other, String protocol) {
        return node.told(protocol, other.id()).orElse(Map.of());
    }
}
