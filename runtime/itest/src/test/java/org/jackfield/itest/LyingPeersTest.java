package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jackfield.api.NodeId;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.jackfield.chain.StoredChain;
import org.jackfield.eth.Lie;
import org.jackfield.eth.Manner;
import org.jackfield.eth.ScriptedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that lie, each in a way of its own, are gone in the end, and the chain is that of the one that does not. */
@Timeout(120)
class LyingPeersTest {

    private static final int BLOCKS = 2000;

    @TempDir
    Path temp;

    private final List<TestNode> liars = new ArrayList<>();
    private final Set<NodeId> theirIds = new HashSet<>();

    @Test
    void theyAreDisconnectedAndTheChainIsComplete() throws Exception {
        SyncNodes nodes = new SyncNodes(temp);
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder source = nodes.chain("source", MadeGenesis.STAKE).fill(blocks);
        ChainFolder taken = nodes.chain("taking", MadeGenesis.STAKE);
        try (StoredChain chain = source.open();
                TestNode taking = nodes.start(taken);
                TestNode honest = nodes.start("honest", new ScriptedPeer(chain, Manner.HONEST))) {
            for (Lie lie : Lie.values()) {
                lie(nodes, new ScriptedPeer(chain, lie.manner()), lie.name(), taking);
            }
            taking.connectTo(honest);
            SyncNodes.awaitHead(taking, blocks.get(BLOCKS - 1));
            Await.until("all liars gone", () -> taking.events().dismissed().containsAll(theirIds));
            assertFalse(taking.events().dismissed().contains(honest.id()));
        } finally {
            liars.forEach(TestNode::close);
        }
        assertEquals(source.fingerprint(), taken.fingerprint());
    }

    private void lie(SyncNodes nodes, ScriptedPeer liar, String name, TestNode to) throws Exception {
        TestNode node = nodes.start(name, liar);
        liars.add(node);
        theirIds.add(node.id());
        to.connectTo(node);
        liar.session();
    }
}
