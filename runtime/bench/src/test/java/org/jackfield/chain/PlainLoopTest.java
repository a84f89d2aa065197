package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the import is measured against does write the same. */
class PlainLoopTest {

    private static final int BLOCKS = 700;

    @TempDir
    Path temp;

    @Test
    void itStoresHeadersAndBodiesWhereAnImportDoes() throws Exception {
        MadeFiles files = MadeFiles.write(temp, MadeBlocks.byStake(1), BLOCKS);
        List<NewBlock> blocks = MadeBlocks.byStake(1).next(BLOCKS);
        ChainFolder folder = new ChainFolder(temp.resolve("store"), MadeGenesis.STAKE);

        assertEquals(BLOCKS, PlainLoop.run(files.blocks(), folder.folder(), () -> {}));

        try (StoredChain chain = folder.open()) {
            for (NewBlock block : blocks) {
                BlockHeader header = block.block().header();
                assertArrayEquals(
                        header.hash(), chain.canonicalHash(header.number()).orElseThrow());
                assertArrayEquals(
                        header.encoded(),
                        chain.header(header.hash()).orElseThrow().encoded());
                assertArrayEquals(
                        block.block().body().encoded(),
                        chain.body(header.hash()).orElseThrow());
            }
        }
    }
}
