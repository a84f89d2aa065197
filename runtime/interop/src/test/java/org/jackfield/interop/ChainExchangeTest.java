package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our node takes the whole shared chain, with its receipts, from EthereumJS and from go-ethereum in every version of eth;
 * then they take it back and hold it against what they gave.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChainExchangeTest {

    private static final int FIRST_WITH_RANGES = 69;
    /** Until then the receipts of block 11 do not go into a message. */
    private static final int FIRST_WITH_PARTS = 70;

    private static final int LARGE_BLOCK = 11;
    /** How far our head goes before we tell of it again. */
    private static final int RANGE_STEP = 32;

    private static final int GET_BLOCK_HEADERS = 0x03;
    private static final int GET_BLOCK_BODIES = 0x05;
    private static final int GET_RECEIPTS = 0x0f;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68, 69, 70, 71, 72})
    void weTakeItsChainAndGiveItBack(int version) throws Exception {
        SharedChain chain = SharedChain.require();
        ForeignEth.require(version);
        if (version < FIRST_WITH_PARTS) {
            ImportedChain.copy(chain, LARGE_BLOCK, folder);
        }
        Map<String, String> settings = Map.of("chain.genesis", chain.genesis().toString(), "eth.versions", "66-72");
        try (ServedChain ours = new ServedChain(TestNode.start(folder, settings), chain.known());
                ForeignPeer peer = ForeignEth.start(chain, version, "--payloads=false")) {
            NodeId id = peer.enode().id();
            peer.say("dial " + ours.node().peers().self());

            assertOurStatusRead(peer, version, chain);
            assertItsStatusRead(id, version, ours);
            awaitHead(ours);
            assertAsked(peer, GET_BLOCK_HEADERS);
            assertAsked(peer, GET_BLOCK_BODIES);
            assertAsked(peer, GET_RECEIPTS);
            assertGivenBack(peer, version);
            if (version >= FIRST_WITH_RANGES) {
                assertOurRangeTold(peer, ours);
                assertItsRangeTaken(peer, id, version, ours);
            }
            assertFalse(peer.told("disconnected"));
        }
    }

    private static void assertOurStatusRead(ForeignPeer peer, int version, SharedChain chain) throws Exception {
        int first = version < FIRST_WITH_PARTS ? LARGE_BLOCK : 0;
        JsonNode status = peer.await("status");
        assertEquals(version, status.path("version").asInt());
        assertEquals(
                RlpFile.read(chain.blocks()).parentHash(first + 1),
                status.path("head").asText());
        if (version >= FIRST_WITH_RANGES) {
            assertEquals(0, status.path("earliest").asInt(-1));
            assertEquals(first, status.path("latest").asInt(-1));
        }
    }

    private static void assertItsStatusRead(NodeId id, int version, ServedChain ours) throws Exception {
        Await.until("its Status", () -> ours.knowsHeadOf(version, id));
        Map<String, Object> info = ours.peerInfo(version, id);
        assertEquals(version, info.get("version"));
        if (version >= FIRST_WITH_RANGES) {
            assertEquals(0L, info.get("earliestBlock"));
            assertEquals(ours.known().headNumber(), info.get("latestBlock"));
        } else {
            assertEquals(BigInteger.ONE, info.get("difficulty"));
        }
    }

    private static void awaitHead(ServedChain ours) throws Exception {
        NodeRpc rpc = new NodeRpc(ours.node());
        Await.until(
                "the foreign head",
                () -> hash(rpc, "latest").equals(ours.known().headHash()));
    }

    private static String hash(NodeRpc rpc, String block) throws Exception {
        return rpc.call("getBlockByNumber", block, false).path("hash").asText();
    }

    private static void assertAsked(ForeignPeer peer, int code) throws Exception {
        peer.await("received", event -> event.path("code").asInt() == code);
    }

    private static void assertGivenBack(ForeignPeer peer, int version) throws Exception {
        peer.say("headers 1 1024 0 false");
        assertEquals(600, peer.await("headers").path("same").asInt());
        peer.say("bodies 1-600");
        assertEquals(600, peer.await("bodies").path("same").asInt());
        // An answer ends with the block that it has to be continued for.
        int first = version < FIRST_WITH_PARTS ? LARGE_BLOCK - 1 : LARGE_BLOCK;
        peer.say("receipts 1-" + first);
        assertEquals(first, peer.await("receipts").path("same").asInt());
        peer.say("receipts 12-600");
        assertEquals(589, peer.await("receipts").path("same").asInt());
    }

    /** BlockRangeUpdate, ours. */
    private static void assertOurRangeTold(ForeignPeer peer, ServedChain ours) throws Exception {
        long least = ours.known().headNumber() - RANGE_STEP;
        JsonNode range = peer.await("range", event -> event.path("latest").asLong() > least);
        assertEquals(0, range.path("earliest").asLong());
        String latest = "0x" + Long.toHexString(range.path("latest").asLong());
        assertEquals(hash(new NodeRpc(ours.node()), latest), range.path("head").asText());
    }

    /** BlockRangeUpdate, the foreign peer's. */
    private static void assertItsRangeTaken(ForeignPeer peer, NodeId id, int version, ServedChain ours)
            throws Exception {
        String hash = hash(new NodeRpc(ours.node()), "0x255");
        peer.say("range 5 597 " + hash);
        Await.until(
                "the range", () -> ours.peerInfo(version, id).get("latestBlock").equals(597L));
        Map<String, Object> info = ours.peerInfo(version, id);
        assertEquals(5L, info.get("earliestBlock"));
        assertEquals(hash, info.get("latestBlockHash"));
    }
}
