package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the synchronization is proven with is itself in order. */
class MadeBlocksTest {

    private static final int BLOCKS = 300;

    @TempDir
    Path temp;

    @Test
    void aSeedMakesTheSameFilesAgainAndAnotherMakesOthers() throws Exception {
        MadeFiles first = MadeFiles.write(folder("first"), MadeBlocks.byStake(1), BLOCKS);
        MadeFiles again = MadeFiles.write(folder("again"), MadeBlocks.byStake(1), BLOCKS);
        MadeFiles other = MadeFiles.write(folder("other"), MadeBlocks.byStake(2), BLOCKS);
        assertEquals(-1, Files.mismatch(first.blocks(), again.blocks()));
        assertEquals(-1, Files.mismatch(first.receipts(), again.receipts()));
        assertNotEquals(-1, Files.mismatch(first.blocks(), other.blocks()));
    }

    @Test
    void theFilesAreImportedToTheSameChainAsTheBlocks() throws Exception {
        MadeFiles files = MadeFiles.write(temp, MadeBlocks.byStake(1), BLOCKS);
        ChainFolder imported = new ChainFolder(temp.resolve("imported/chain"), MadeGenesis.STAKE);
        try (StoredChain chain = imported.open()) {
            assertEquals(
                    BLOCKS,
                    chain.importBlocks(files.blocks(), ImportProgress.IGNORED).imported());
            assertTrue(chain.importReceipts(files.receipts(), ImportProgress.IGNORED)
                            .imported()
                    > BLOCKS / 2);
        }
        ChainFolder filled = new ChainFolder(temp.resolve("filled/chain"), MadeGenesis.STAKE);
        filled.fill(MadeBlocks.byStake(1).next(BLOCKS));
        assertEquals(filled.fingerprint(), imported.fingerprint());
    }

    @Test
    void aHeavierBranchByWorkBecomesTheChain() throws Exception {
        MadeBlocks trunk = MadeBlocks.byWork(1, 1 << 17);
        List<NewBlock> shared = trunk.next(10);
        List<NewBlock> branch = trunk.branch(2, 1 << 19).next(10);
        List<NewBlock> rest = trunk.next(20);
        ChainFolder folder = new ChainFolder(temp.resolve("chain"), MadeGenesis.WORK);
        folder.fill(shared).fill(rest).fill(branch);
        try (StoredChain chain = folder.open()) {
            byte[] last = branch.get(9).block().header().hash();
            assertArrayEquals(last, chain.head().hash());
            assertEquals(20, chain.head().number());
        }
    }

    @Test
    void everyTransactionHasASenderOfItsOwn() {
        MadeTransactions made = MadeTransactions.pending(1);
        Address first = made.next().sender().orElseThrow();
        for (int i = 0; i < 20; i++) {
            assertFalse(made.next().sender().orElseThrow().equals(first));
        }
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectories(temp.resolve(name));
    }
}
