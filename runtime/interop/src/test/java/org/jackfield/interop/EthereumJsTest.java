package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** EthereumJS and we: eth/68 over a link that compresses, and why links end. */
@Timeout(90)
class EthereumJsTest {

    @TempDir
    static Path folder;

    private static ServedChain served;

    @BeforeAll
    static void start() throws Exception {
        EthereumJsPeer.require();
        served = ServedChain.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @Test
    void itFindsOurChainWhenItDials() throws Exception {
        try (ForeignPeer js = EthereumJsPeer.start(served.known())) {
            NodeId id = js.enode().id();

            dialUs(js);

            assertChainsMatch(js, id);
        }
    }

    @Test
    void itFindsOurChainWhenWeDial() throws Exception {
        try (ForeignPeer js = EthereumJsPeer.start(served.known())) {
            Peer peer = dial(js.enode());

            assertEquals(5, peer.baseVersion());
            assertTrue(peer.clientId().startsWith("ethereumjs-devp2p/"), peer.clientId());
            assertChainsMatch(js, peer.id());
            leave(peer);
        }
    }

    /** It hashes every header, asks again backwards and with gaps, and has told us its own head. */
    private static void assertChainsMatch(ForeignPeer js, NodeId id) throws Exception {
        KnownChain known = served.known();
        JsonNode status = js.await("status");
        assertEquals(known.genesisHash(), status.path("genesis").asText());
        assertEquals(known.headHash(), status.path("head").asText());
        JsonNode headers = js.await("headers");
        assertEquals(known.headNumber(), headers.path("count").asLong());
        assertEquals(known.headHash(), headers.path("head").asText());
        assertEquals(20, headers.path("backwards").asInt());
        assertTrue(served.knowsHeadOf(68, id));
    }

    @Test
    void anotherGenesisIsRefused() throws Exception {
        KnownChain known = served.known();
        String foreign = known.genesisHash().replaceFirst("0x..", "0xff");
        try (ForeignPeer js = EthereumJsPeer.start(
                new KnownChain(known.genesisFile(), foreign, known.headHash(), known.headNumber()))) {
            NodeId id = js.enode().id();

            dialUs(js);

            assertEquals(0x10, js.await("disconnected").path("reason").asInt());
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, disconnected(id).reason());
        }
    }

    @Test
    void weHearWhyItLeaves() throws Exception {
        try (ForeignPeer js = EthereumJsPeer.start(served.known())) {
            NodeId id = js.enode().id();
            dialUs(js);
            js.await("headers");

            js.say("drop 11");

            PeerEvent.Disconnected gone = disconnected(id);
            assertEquals(DisconnectReason.PING_TIMEOUT, gone.reason());
            assertTrue(gone.byRemote());
        }
    }

    @Test
    void itHearsWhyWeLeave() throws Exception {
        try (ForeignPeer js = EthereumJsPeer.start(served.known())) {
            Peer peer = dial(js.enode());
            js.await("headers");

            peer.disconnect(DisconnectReason.TOO_MANY_PEERS);

            JsonNode end = js.await("disconnected");
            assertEquals(
                    DisconnectReason.TOO_MANY_PEERS.code(), end.path("reason").asInt());
            assertTrue(end.path("byRemote").asBoolean());
            leave(peer);
        }
    }

    private static void dialUs(ForeignPeer js) throws Exception {
        js.say("dial " + served.node().peers().self());
    }

    private static Peer dial(Enode address) throws Exception {
        return served.node().peers().connect(address).toCompletableFuture().get();
    }

    /** Or it would be dialed again. */
    private static void leave(Peer peer) {
        served.node().peers().disconnect(peer.id());
    }

    private static PeerEvent.Disconnected disconnected(NodeId id) throws Exception {
        return served.node().events().disconnected(id);
    }
}
