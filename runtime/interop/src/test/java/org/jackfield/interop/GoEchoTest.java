package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several protocols on one link with go-ethereum, some beyond message id 0x7f: each side sends messages of 0 B, 1 B,
 * 1 MiB and 16 MiB - 1 under the first and the last code of every protocol, and gets each back byte for byte.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoEchoTest {

    private static final String ALL = "aaa/1:200,echo/1:4,echo/2:10,zzz/3:64";

    /** Four sizes under two codes. */
    private static final int REQUESTS = 8;

    @TempDir
    static Path folder;

    private static TestNode node;
    private static final EchoProtocol AAA = new EchoProtocol("aaa/1", 200, true);
    private static final EchoProtocol ECHO_1 = new EchoProtocol("echo/1", 4, true);
    private static final EchoProtocol ECHO_2 = new EchoProtocol("echo/2", 10, true);
    private static final EchoProtocol ZZZ = new EchoProtocol("zzz/3", 64, true);

    @BeforeAll
    static void start() throws Exception {
        GoPeer.require();
        node = TestNode.start(folder);
        List.of(AAA, ECHO_1, ECHO_2, ZZZ).forEach(node::offer);
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void everyMessageReturnsWhenWeDial() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", ALL)) {
            Enode address = go.enode();

            Peer peer = node.peers().connect(address).toCompletableFuture().get();

            assertEquals(capabilities("aaa/1", "echo/2", "zzz/3"), peer.shared());
            assertAllReturned(go, address.id(), AAA, ECHO_2, ZZZ);
            node.peers().disconnect(address.id());
            assertEquals(
                    "disconnect requested", go.await("disconnected").path("why").asText());
        }
    }

    @Test
    void everyMessageReturnsWhenWeAreDialed() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", ALL)) {
            NodeId id = go.enode().id();

            go.say("dial " + node.peers().self());

            assertAllReturned(go, id, AAA, ECHO_2, ZZZ);
        }
    }

    @Test
    void aLowerVersionShortensTheRangesOfWhatFollows() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--protocols", "echo/1:4,zzz/3:64")) {
            Enode address = go.enode();

            Peer peer = node.peers().connect(address).toCompletableFuture().get();

            assertEquals(capabilities("echo/1", "zzz/3"), peer.shared());
            assertAllReturned(go, address.id(), ECHO_1, ZZZ);
            node.peers().disconnect(address.id());
        }
    }

    private static List<Capability> capabilities(String... names) {
        return List.of(names).stream().map(Capability::parse).toList();
    }

    private static void assertAllReturned(ForeignPeer go, NodeId id, EchoProtocol... protocols) throws Exception {
        for (EchoProtocol protocol : protocols) {
            assertEquals(REQUESTS, protocol.verified(id), protocol.capability().toString());
            assertEquals(REQUESTS, go.await("verified").path("messages").asInt());
        }
    }
}
