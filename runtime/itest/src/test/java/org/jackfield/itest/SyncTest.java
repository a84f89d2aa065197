package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.Hex;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node makes its own of the chains of others, in the framework and over sockets. */
@Timeout(120)
class SyncTest {

    private static final int BLOCKS = 3000;

    @TempDir
    Path temp;

    @Test
    void aChainWithItsReceiptsComesFromTwoNodes() throws Exception {
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder first = folder("first", MadeGenesis.STAKE).fill(blocks);
        ChainFolder second = folder("second", MadeGenesis.STAKE).fill(blocks);
        ChainFolder taken = folder("taking", MadeGenesis.STAKE);
        try (TestNode one = start(first);
                TestNode other = start(second);
                TestNode taking = start(taken)) {
            taking.connectTo(one);
            taking.connectTo(other);
            awaitHead(taking, blocks.get(BLOCKS - 1));
            assertTrue(taking.events().nobodyLeft());
        }
        assertEquals(first.fingerprint(), taken.fingerprint());
    }

    @Test
    void aHeavierBranchByWorkTakesThePlaceOfALongerOne() throws Exception {
        MadeBlocks trunk = MadeBlocks.byWork(1, 1 << 17);
        List<NewBlock> shared = trunk.next(500);
        List<NewBlock> heavier = trunk.branch(2, 1 << 19).next(300);
        List<NewBlock> longer = trunk.next(400);
        ChainFolder heavy = folder("heavy", MadeGenesis.WORK).fill(shared).fill(heavier);
        ChainFolder turning = folder("turning", MadeGenesis.WORK).fill(shared).fill(longer);
        // Total difficulty is told up to eth/68.
        Map<String, String> classic = Map.of("eth.versions", "68");
        try (TestNode other = start(heavy, classic);
                TestNode node = start(turning, classic)) {
            awaitHead(node, longer.get(399));
            node.connectTo(other);
            awaitHead(node, heavier.get(299));
        }
        assertEquals(heavy.fingerprint(), turning.fingerprint());
    }

    @Test
    void theTargetIsWhereItEnds() throws Exception {
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder whole = folder("whole", MadeGenesis.STAKE).fill(blocks);
        ChainFolder part = folder("part", MadeGenesis.STAKE).fill(blocks.subList(0, 2000));
        ChainFolder taken = folder("taking", MadeGenesis.STAKE);
        NewBlock target = blocks.get(1999);
        try (TestNode other = start(whole);
                TestNode node = start(
                        taken,
                        Map.of("sync.target", Hex.text(target.block().header().hash())))) {
            node.connectTo(other);
            awaitHead(node, target);
        }
        assertEquals(part.fingerprint(), taken.fingerprint());
    }

    private ChainFolder folder(String node, MadeGenesis genesis) {
        return new ChainFolder(temp.resolve(node).resolve("chain"), genesis);
    }

    private static TestNode start(ChainFolder chain) {
        return start(chain, Map.of());
    }

    private static TestNode start(ChainFolder chain, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("chain.genesis", chain.genesisFile().toString());
        return TestNode.start(chain.folder().getParent(), all);
    }

    private static void awaitHead(TestNode node, NewBlock block) throws Exception {
        String hash = Hex.text(block.block().header().hash());
        Await.until(
                "head " + block.block().header(),
                () -> hash.equals(node.awaitProtocol("eth").nodeInfo().get("head")));
    }
}
