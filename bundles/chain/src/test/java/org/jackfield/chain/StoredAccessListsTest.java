package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredAccessListsTest {

    @TempDir
    Path folder;

    private BlockStore store;
    private StoredChain chain;
    private BlockAccessList list;
    private Block block;

    @BeforeEach
    void open() throws IOException {
        reopen();
        list = BlockAccessList.decode(BlockAccessListTest.GOLDEN);
        block = Amsterdam.after(Amsterdam.GENESIS.header(), list.hash());
    }

    private void reopen() throws IOException {
        store = BlockStore.open(folder, Amsterdam.GENESIS);
        chain = new StoredChain(Amsterdam.GENESIS, store);
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void aListIsKeptWithItsBlock() throws Exception {
        assertEquals(1, chain.append(List.of(new NewBlock(block, Optional.empty(), Optional.of(list)))));
        chain.close();
        reopen();
        assertArrayEquals(list.encoded(), accessList(block).orElseThrow());
        assertEquals(0, chain.append(List.of(new NewBlock(block, Optional.empty(), Optional.of(list)))));
    }

    @Test
    void aBlockThatIsThereGetsItsList() throws Exception {
        chain.append(List.of(new NewBlock(block, Optional.empty())));
        assertTrue(accessList(block).isEmpty());
        assertEquals(1, chain.append(List.of(new NewBlock(block, Optional.empty(), Optional.of(list)))));
        assertArrayEquals(list.encoded(), accessList(block).orElseThrow());
    }

    @Test
    void anEmptyListNeedNotBeGiven() throws Exception {
        Block empty = Amsterdam.after(Amsterdam.GENESIS.header(), BlockAccessList.EMPTY_HASH);
        chain.append(List.of(new NewBlock(empty, Optional.empty())));
        assertArrayEquals(new byte[] {(byte) 0xc0}, accessList(empty).orElseThrow());
        assertTrue(chain.accessList(new byte[32]).isEmpty());
    }

    @Test
    void aListOfAnotherBlockIsRefused() throws Exception {
        Block other = Amsterdam.after(Amsterdam.GENESIS.header(), BlockAccessList.EMPTY_HASH);
        RejectedBlockException error = assertThrows(
                RejectedBlockException.class,
                () -> chain.append(List.of(new NewBlock(other, Optional.empty(), Optional.of(list)))));
        assertEquals(RejectedBlockException.Kind.INVALID, error.kind());
        assertTrue(error.getMessage().contains("the hash of its access list is"), error.getMessage());
        assertEquals(0, chain.head().number());
    }

    @Test
    void listsOfOldBlocksGoButNotTheirBlocks() throws Exception {
        chain.append(List.of(new NewBlock(block, Optional.empty(), Optional.of(list))));
        long later = (1 + StoreBatch.ACCESS_LISTS_KEPT + 255) / 256 * 256;
        putList(later - 256);
        assertTrue(accessList(block).isPresent());
        putList(later + 256);
        assertTrue(accessList(block).isEmpty());
        assertTrue(chain.header(block.header().hash()).isPresent());
        assertTrue(chain.body(block.header().hash()).isPresent());
    }

    private void putList(long number) throws IOException {
        StoreBatch batch = new StoreBatch();
        batch.putAccessList(number, new byte[32], list.encoded());
        store.commit(batch);
    }

    private Optional<byte[]> accessList(Block block) {
        return chain.accessList(block.header().hash());
    }
}
