package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pings both ways. The clock is the node's real one: this takes half a minute. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoPingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    @Test
    void pingsAreAnsweredAndAPeerThatStaysSilentIsGivenUp() throws Exception {
        GoPeer.require();
        try (TestNode node = TestNode.start(folder);
                ForeignPeer answering = GoPeer.raw("--patience", "80s");
                ForeignPeer silent = GoPeer.raw("--patience", "80s", "--pongs=false")) {
            node.offer(new EchoProtocol("raw/1", 4, false));
            Peer answers = node.peers()
                    .connect(answering.enode())
                    .toCompletableFuture()
                    .get();
            Enode address = silent.enode();
            NodeId silentId = address.id();
            node.peers().connect(address).toCompletableFuture().get();
            assertPongTo(node);

            long millis = answering.await("ping", PATIENCE).path("millis").asLong();
            assertTrue(millis >= 10_000, "pinged after " + millis + " ms");
            assertEquals(
                    "0xc10b",
                    silent.await("disconnect", PATIENCE).path("payload").asText());

            PeerEvent.Disconnected gone = node.events().disconnected(silentId);
            assertEquals(DisconnectReason.PING_TIMEOUT, gone.reason());
            assertFalse(gone.byRemote());
            assertTrue(answers.roundTripTime().isPresent());
            assertFalse(answering.told("closed"));
        }
    }

    private static void assertPongTo(TestNode node) throws Exception {
        try (ForeignPeer asking = GoPeer.raw("--to", node.peers().self().toString(), "--do", "ping")) {
            asking.await("pong");
        }
    }
}
