package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** eth with a peer on go-ethereum's p2p and rlp packages: both layouts of Status, headers, and Statuses that lie. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GoEthTest {

    @TempDir
    static Path folder;

    private static ServedChain served;

    @BeforeAll
    static void start() throws Exception {
        GoPeer.require();
        served = ServedChain.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {68, 69})
    void itFindsOurChainWhenItDials(int version) throws Exception {
        try (ForeignPeer go = GoPeer.serve("--eth", Integer.toString(version))) {
            NodeId id = go.enode().id();

            go.say("dial " + served.node().peers().self());

            assertChainFound(go, version);
            assertTrue(served.knowsHeadOf(version, id));
        }
    }

    @Test
    void theHigherVersionServesWhenWeDial() throws Exception {
        try (ForeignPeer go = GoPeer.serve("--eth", "68,69")) {
            Peer peer = served.node()
                    .peers()
                    .connect(go.enode())
                    .toCompletableFuture()
                    .get();

            assertEquals(List.of(new Capability("eth", 69)), peer.shared());
            assertChainFound(go, 69);
            served.node().peers().disconnect(peer.id());
        }
    }

    private static void assertChainFound(ForeignPeer go, int version) throws Exception {
        KnownChain known = served.known();
        JsonNode headers = go.await("headers");
        assertEquals(version, headers.path("version").asInt());
        assertEquals(known.headNumber(), headers.path("count").asLong());
        assertEquals(known.headHash(), headers.path("head").asText());
        assertEquals(known.genesisHash(), headers.path("genesis").asText());
    }

    @ParameterizedTest
    @CsvSource({"68, genesis", "68, network", "68, fork", "69, genesis", "69, network", "69, fork"})
    void aStatusOfAnotherChainIsRefused(int version, String lie) throws Exception {
        try (ForeignPeer go = GoPeer.serve("--eth", Integer.toString(version), "--lie", lie)) {
            NodeId id = go.enode().id();

            go.say("dial " + served.node().peers().self());

            assertEquals(
                    "subprotocol error", go.await("disconnected").path("why").asText());
            PeerEvent.Disconnected gone = served.node().events().disconnected(id);
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, gone.reason());
            assertFalse(gone.byRemote());
        }
    }
}
