package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chain.ChainFolder;
import org.jackfield.chain.MadeBlocks;
import org.jackfield.chain.MadeGenesis;
import org.jackfield.chain.NewBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

/** Access lists (EIP-7928) come with a chain or later, from whoever has them. */
@Timeout(120)
class AccessListsTest {

    private static final int BLOCKS = 400;

    /** The last version that has no message for them. */
    private static final Map<String, String> WITHOUT = Map.of("eth.versions", "70");

    @TempDir
    Path temp;

    @Test
    void aNodeGetsAllAndAnotherThatHasSyncedWithoutThemLater() throws Exception {
        SyncNodes nodes = new SyncNodes(temp);
        List<NewBlock> blocks = MadeBlocks.withAccessLists(1).next(BLOCKS);
        ChainFolder source = nodes.chain("source", MadeGenesis.AMSTERDAM).fill(blocks);
        ChainFolder taken = nodes.chain("taking", MadeGenesis.AMSTERDAM);
        ChainFolder late = nodes.chain("late", MadeGenesis.AMSTERDAM);
        try (TestNode serving = nodes.start(source)) {
            try (TestNode without = nodes.start(late, WITHOUT)) {
                without.connectTo(serving);
                SyncNodes.awaitHead(without, blocks.get(BLOCKS - 1));
            }
            assertEquals(0, late.accessLists());
            try (TestNode taking = nodes.start(taken);
                    TestNode later = nodes.start(late)) {
                taking.connectTo(serving);
                SyncNodes.awaitHead(taking, blocks.get(BLOCKS - 1));
                awaitAccessLists(taking, blocks);
                // Of the one that has taken them just now.
                later.connectTo(taking);
                awaitAccessLists(later, blocks);
                assertTrue(taking.events().nobodyLeft());
                assertTrue(later.events().nobodyLeft());
            }
        }
        assertEquals(BLOCKS, late.accessLists());
        assertEquals(source.fingerprint(), taken.fingerprint());
        assertEquals(source.fingerprint(), late.fingerprint());
    }

    private static void awaitAccessLists(TestNode node, List<NewBlock> blocks) throws Exception {
        // The classes of the node are not those of the test.
        ServiceReference<?>[] references = node.context().getAllServiceReferences("org.jackfield.chain.Chain", null);
        Object chain = node.context().getService(references[0]);
        Method accessList = chain.getClass().getMethod("accessList", byte[].class);
        for (NewBlock block : blocks) {
            byte[] hash = block.block().header().hash();
            Await.until(
                    "the access list of " + block.block().header(),
                    () -> ((Optional<?>) accessList.invoke(chain, hash)).isPresent());
        }
    }
}
