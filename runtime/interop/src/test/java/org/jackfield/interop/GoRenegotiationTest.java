package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.api.Capability;
import org.jackfield.api.Peer;
import org.jackfield.api.release.Renegotiation;
import org.jackfield.api.release.Renegotiation.State;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links with go-ethereum come over to a version that was installed beside the one they carry. */
@Timeout(180)
class GoRenegotiationTest {

    private static final int PEERS = 3;

    @TempDir
    Path folder;

    private final List<ForeignPeer> gos = new ArrayList<>();

    @AfterEach
    void stop() {
        gos.forEach(ForeignPeer::close);
    }

    @Test
    void linksComeOverOneByOne() throws Exception {
        GoPeer.require();
        try (TestNode node = TestNode.start(folder)) {
            node.offer(new EchoProtocol("aaa/1", 4, false));
            for (int i = 0; i < PEERS; i++) {
                ForeignPeer go = GoPeer.serve("--protocols", "aaa/1:4,aaa/2:6");
                gos.add(go);
                node.peers().connect(go.enode()).toCompletableFuture().get();
                assertEquals("aaa/1", go.await("verified").path("protocol").asText());
            }
            node.offer(new EchoProtocol("aaa/2", 6, false));
            assertTrue(gos.stream().noneMatch(go -> go.told("disconnected")), "nothing changes by itself");

            Renegotiation renegotiation = node.await(Renegotiation.class);
            assertEquals(2, renegotiation.start("aaa", PEERS, 0.6).floor());
            Await.until("it ends", () -> {
                assertTrue(node.peers().peers().size() >= 2, "one at a time");
                return renegotiation.progress().orElseThrow().state() == State.FINISHED;
            });

            assertEquals(PEERS, renegotiation.progress().orElseThrow().done());
            for (ForeignPeer go : gos) {
                JsonNode end = go.await("disconnected");
                assertEquals("disconnect requested", end.path("why").asText());
                assertEquals("aaa/2", go.await("verified").path("protocol").asText(), "all came back byte for byte");
                assertFalse(go.told("disconnected"), "once");
            }
            for (Peer peer : node.peers().peers()) {
                assertTrue(peer.shared().contains(Capability.parse("aaa/2")));
            }
        }
    }
}
