package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and why links end, between go-ethereum and us. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoLimitsTest {

    @TempDir
    Path folder;

    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        GoPeer.require();
        node = TestNode.start(folder, Map.of("core.maxPeers", "1"));
        node.offer(new EchoProtocol("raw/1", 4, false));
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void whoComesWhenAllSeatsAreTakenIsToldSo() throws Exception {
        String self = node.peers().self().toString();
        try (ForeignPeer first = GoPeer.raw("--to", self, "--do", "message");
                ForeignPeer second = GoPeer.serve("--protocols", "raw/1:4")) {
            first.await("message");
            second.say("dial " + self);

            assertEquals("too many peers", second.await("refused").path("why").asText());
            assertFalse(first.told("closed"));
        }
    }

    @Test
    void aPeerWithoutSeatsTellsUs() throws Exception {
        try (ForeignPeer full = GoPeer.serve("--protocols", "raw/1:4", "--max-peers", "0")) {
            Enode address = full.enode();

            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> node.peers().connect(address).toCompletableFuture().get());

            DisconnectException refusal = assertInstanceOf(DisconnectException.class, failure.getCause());
            assertEquals(DisconnectReason.TOO_MANY_PEERS, refusal.reason());
            node.peers().disconnect(address.id());
        }
    }

    @Test
    void whoHasNothingInCommonIsToldSo() throws Exception {
        try (TestNode other = TestNode.start(folder.resolve("other"));
                ForeignPeer useless = GoPeer.raw("--to", other.peers().self().toString())) {
            assertEquals("0xc103", useless.await("disconnect").path("payload").asText());
        }
    }

    @Test
    void weHearWhyAPeerLeaves() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", "raw/1:4")) {
            Enode address = go.enode();
            go.say("dial " + node.peers().self());
            go.await("connected");

            go.say("drop 11");

            PeerEvent.Disconnected gone = node.events().disconnected(address.id());
            assertEquals(DisconnectReason.PING_TIMEOUT, gone.reason());
            assertTrue(gone.byRemote());
        }
    }

    @Test
    void aPeerHearsWhyWeLeave() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", "raw/1:4")) {
            Peer peer = node.peers().connect(go.enode()).toCompletableFuture().get();

            peer.disconnect(DisconnectReason.USELESS_PEER);

            assertEquals("useless peer", go.await("disconnected").path("why").asText());
        }
    }

    @Test
    void aPeerHearsThatOurNodeStops() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", "raw/1:4")) {
            node.peers().connect(go.enode()).toCompletableFuture().get();

            node.close();

            assertEquals("client quitting", go.await("disconnected").path("why").asText());
        }
    }
}
