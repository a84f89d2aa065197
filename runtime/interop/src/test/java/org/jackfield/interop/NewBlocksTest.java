package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers tell of new blocks before the merge, on a chain that go-ethereum made; after it nobody does (EIP-3675). */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NewBlocksTest {

    private static final int BLOCKS = 10;
    private static final int NODE_DATA = 0x0e;

    @TempDir
    static Path mined;

    private static KnownChain known;

    @TempDir
    Path folder;

    @BeforeAll
    static void mine() throws Exception {
        GoPeer.require();
        EthereumJsPeer.require();
        GoPeer.mine(mined, BLOCKS);
        Path older = mined.resolve("older.rlp");
        RlpFile all = RlpFile.read(mined.resolve("chain.rlp"));
        all.copy(BLOCKS - 2, older);
        Path genesis = mined.resolve("genesis.json");
        ImportedChain.run(mined, genesis, "eth:import " + older);
        known = new KnownChain(genesis, all.parentHash(1), all.parentHash(BLOCKS - 1), BLOCKS - 2);
    }

    /** The first comes whole, the second is told of and fetched. */
    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68})
    void ourHeadFollowsTheBlocksThatItTellsOf(int version) throws Exception {
        try (TestNode node = startNode();
                ForeignPeer js = startPeer(version)) {
            js.say("dial " + node.peers().self());
            assertEquals(known.headHash(), js.await("status").path("head").asText());

            js.say("propagate " + (BLOCKS - 1));
            awaitHead(node, js.await("told"));
            js.say("tell " + BLOCKS);
            awaitHead(node, js.await("told"));
            assertFalse(js.told("disconnected"));
        }
    }

    /** Of two who do not know a block one gets it whole, and the other its hash; who has sent it gets neither. */
    @ParameterizedTest
    @ValueSource(ints = {66, 67, 68})
    void othersHearOfTheBlocksThatOneHasTold(int version) throws Exception {
        try (TestNode node = startNode();
                ForeignPeer telling = startPeer(version);
                ForeignPeer one = startPeer(version);
                ForeignPeer other = startPeer(version)) {
            ServedChain ours = new ServedChain(node, known);
            for (ForeignPeer js : List.of(telling, one, other)) {
                NodeId id = js.enode().id();
                js.say("dial " + node.peers().self());
                js.await("status");
                Await.until("its Status", () -> ours.knowsHeadOf(version, id));
            }
            telling.say("propagate " + (BLOCKS - 1));
            String hash = telling.await("told").path("hash").asText();
            Await.until("both told", () -> told(one, other) || told(other, one));

            boolean oneHasIt = one.told("newBlock");
            JsonNode whole = (oneHasIt ? one : other).await("newBlock");
            JsonNode announced =
                    (oneHasIt ? other : one).await("newBlockHashes").path("blocks");
            assertEquals(hash, whole.path("hash").asText());
            assertTrue(whole.path("whole").asBoolean() && whole.path("weighed").asBoolean(), whole.toString());
            assertEquals(1, announced.size());
            assertEquals(hash, announced.get(0).path("hash").asText());
            assertEquals(BLOCKS - 1, announced.get(0).path("number").asInt());
            assertNothingMore(telling, one, other);
        }
    }

    private static boolean told(ForeignPeer whole, ForeignPeer hash) {
        return whole.told("newBlock") && hash.told("newBlockHashes");
    }

    private static void assertNothingMore(ForeignPeer... peers) {
        for (ForeignPeer js : peers) {
            assertFalse(js.told("newBlock") || js.told("newBlockHashes") || js.told("failed"));
            assertFalse(js.told("disconnected"));
        }
    }

    /** We have no state; eth/66 lets us answer with nothing. */
    @Test
    void itHearsThatWeHaveNoNodeData() throws Exception {
        try (TestNode node = startNode();
                ForeignPeer js = startPeer(66)) {
            js.say("dial " + node.peers().self());
            js.await("status");

            js.say("send 13 " + EthRequest.forHashes(7, known.headHash()));

            JsonNode answer = js.await("received", event -> event.path("code").asInt() == NODE_DATA);
            assertEquals("0xc207c0", answer.path("payload").asText());
        }
    }

    /** Two blocks behind. */
    private TestNode startNode() throws IOException {
        ImportedChain.copyStore(mined, folder);
        return TestNode.start(
                folder, Map.of("chain.genesis", known.genesisFile().toString(), "eth.versions", "66-72"));
    }

    /** It has all blocks, but by its Status it is two behind as well. */
    private static ForeignPeer startPeer(int version) throws IOException {
        return EthereumJsPeer.start(
                known,
                "--commanded",
                "--eth",
                Integer.toString(version),
                "--blocks",
                mined.resolve("chain.rlp").toString());
    }

    private static void awaitHead(TestNode node, JsonNode told) throws Exception {
        NodeRpc rpc = new NodeRpc(node);
        String hash = told.path("hash").asText();
        Await.until(
                "block " + told,
                () -> rpc.call("getBlockByNumber", "latest", false)
                        .path("hash")
                        .asText()
                        .equals(hash));
    }
}
