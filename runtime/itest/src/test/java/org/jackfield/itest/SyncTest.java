package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.Hex;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a node makes its own of the chains of others, in the framework and over sockets. */
@Timeout(120)
class SyncTest {

    private static final int BLOCKS = 3000;

    @TempDir
    Path temp;

    private SyncNodes nodes;

    @BeforeEach
    void prepare() {
        nodes = new SyncNodes(temp);
    }

    @Test
    void aChainWithItsReceiptsComesFromTwoNodes() throws Exception {
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder first = nodes.chain("first", MadeGenesis.STAKE).fill(blocks);
        ChainFolder second = nodes.chain("second", MadeGenesis.STAKE).fill(blocks);
        ChainFolder taken = nodes.chain("taking", MadeGenesis.STAKE);
        try (TestNode one = nodes.start(first);
                TestNode other = nodes.start(second);
                TestNode taking = nodes.start(taken)) {
            taking.connectTo(one);
            taking.connectTo(other);
            SyncNodes.awaitHead(taking, blocks.get(BLOCKS - 1));
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
        ChainFolder heavy = nodes.chain("heavy", MadeGenesis.WORK).fill(shared).fill(heavier);
        ChainFolder turning =
                nodes.chain("turning", MadeGenesis.WORK).fill(shared).fill(longer);
        // Total difficulty is told up to eth/68.
        Map<String, String> classic = Map.of("eth.versions", "68");
        try (TestNode other = nodes.start(heavy, classic);
                TestNode node = nodes.start(turning, classic)) {
            SyncNodes.awaitHead(node, longer.get(399));
            node.connectTo(other);
            SyncNodes.awaitHead(node, heavier.get(299));
        }
        assertEquals(heavy.fingerprint(), turning.fingerprint());
    }

    @Test
    void theTargetIsWhereItEnds() throws Exception {
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder whole = nodes.chain("whole", MadeGenesis.STAKE).fill(blocks);
        ChainFolder part = nodes.chain("part", MadeGenesis.STAKE).fill(blocks.subList(0, 2000));
        ChainFolder taken = nodes.chain("taking", MadeGenesis.STAKE);
        NewBlock target = blocks.get(1999);
        try (TestNode other = nodes.start(whole);
                TestNode node = nodes.start(
                        taken,
                        Map.of("sync.target", Hex.text(target.block().header().hash())))) {
            node.connectTo(other);
            SyncNodes.awaitHead(node, target);
        }
        assertEquals(part.fingerprint(), taken.fingerprint());
    }
}
