package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredChainTest {

    private static final Genesis GENESIS = Golden.genesis();

    @TempDir
    Path folder;

    private StoredChain chain;

    @BeforeEach
    void open() throws IOException {
        chain = new StoredChain(GENESIS, BlockStore.open(folder.resolve("chain"), GENESIS));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void aNewChainConsistsOfItsGenesisBlock() {
        assertEquals(0, chain.head().number());
        assertArrayEquals(GENESIS.hash(), chain.head().hash());
        assertArrayEquals(GENESIS.hash(), chain.canonicalHash(0).orElseThrow());
        assertTrue(chain.header(1).isEmpty());
        assertEquals(GENESIS.header().difficulty(), chain.head().totalDifficulty());
    }

    @Test
    void anImportedChainCanBeReadByNumberAndByHash() throws IOException {
        ImportReport report = chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        assertEquals(Golden.BLOCKS, report.imported());
        assertEquals(0, report.alreadyThere());
        for (Block block : Golden.blocks()) {
            byte[] hash = block.header().hash();
            long number = block.header().number();
            assertEquals(number, chain.numberOf(hash).orElseThrow());
            assertArrayEquals(hash, chain.canonicalHash(number).orElseThrow());
            assertArrayEquals(
                    block.header().encoded(), chain.header(number).orElseThrow().encoded());
            assertArrayEquals(
                    block.header().encoded(), chain.header(hash).orElseThrow().encoded());
            assertArrayEquals(block.body().encoded(), chain.body(hash).orElseThrow());
        }
        assertEquals(131072, chain.head().totalDifficulty().intValue());
        assertEquals(290, chain.head().timestamp());
    }

    @Test
    void whatIsNotThereIsEmpty() {
        byte[] unknown = new byte[32];
        assertTrue(chain.numberOf(unknown).isEmpty());
        assertTrue(chain.header(unknown).isEmpty());
        assertTrue(chain.body(unknown).isEmpty());
        assertTrue(chain.receipts(unknown).isEmpty());
        assertTrue(chain.canonicalHash(Long.MAX_VALUE).isEmpty());
        assertTrue(chain.canonicalHash(-1).isEmpty());
    }

    @Test
    void receiptsAreKnownOnlyOfBlocksThatHaveNone() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        for (Block block : Golden.blocks()) {
            boolean empty = block.body().transactions().isEmpty();
            assertEquals(empty, chain.receipts(block.header().hash()).isPresent());
        }
        assertArrayEquals(
                new byte[] {(byte) 0xc0}, chain.receipts(GENESIS.hash()).orElseThrow());
    }

    @Test
    void importingAgainChangesNothing() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        ImportReport again = chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        assertEquals(0, again.imported());
        assertEquals(Golden.BLOCKS, again.alreadyThere());
        assertEquals(Golden.BLOCKS, again.head().number());
    }

    @Test
    void aLeadingGenesisBlockIsSkipped() throws IOException {
        Path file = folder.resolve("with-genesis.rlp");
        BlockBody empty = new BlockBody(List.of(), List.of(), Optional.of(List.of()));
        Files.write(file, concat(new Block(GENESIS.header(), empty).encoded(), Golden.chainFile()));
        ImportReport report = chain.importBlocks(file, ImportProgress.IGNORED);
        assertEquals(1, report.alreadyThere());
        assertEquals(Golden.BLOCKS, report.imported());
    }

    @Test
    void theChainIsThereAfterReopening() throws IOException {
        ChainHead head =
                chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED).head();
        chain.close();
        open();
        assertEquals(head.number(), chain.head().number());
        assertArrayEquals(head.hash(), chain.head().hash());
        assertEquals(head.totalDifficulty(), chain.head().totalDifficulty());
        assertEquals(head.timestamp(), chain.head().timestamp());
    }

    @Test
    void progressEndsAtTheEndOfTheFile() throws IOException {
        List<Long> read = new ArrayList<>();
        chain.importBlocks(Golden.chainPath(), (blocks, bytes, total) -> {
            read.add(bytes);
            assertEquals(Golden.chainFile().length, total);
        });
        assertEquals((long) Golden.chainFile().length, read.get(read.size() - 1));
    }

    @Test
    void aTruncatedFileKeepsEveryBlockBeforeTheTear() throws IOException {
        byte[] whole = Golden.chainFile();
        int lastBlock = whole.length - Golden.blocks().get(Golden.BLOCKS - 1).encoded().length;
        Path file = folder.resolve("torn.rlp");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        assertEquals(Golden.BLOCKS, error.number());
        assertEquals(lastBlock, error.offset());
        assertEquals(
                "block 29 at file offset " + lastBlock + ": the file ends in the middle of it", error.getMessage());
        assertEquals(Golden.BLOCKS - 1, chain.head().number());

        Files.write(file, whole);
        assertEquals(1, chain.importBlocks(file, ImportProgress.IGNORED).imported());
    }

    @Test
    void noFlippedBitOfABlockGoesUnnoticed() throws IOException {
        byte[] whole = Golden.chainFile();
        int first = Golden.blocks().get(0).encoded().length;
        Path file = folder.resolve("flipped.rlp");
        for (int i = 0; i < first; i += 37) {
            byte[] flipped = Arrays.copyOf(whole, first + Golden.blocks().get(1).encoded().length);
            flipped[i] ^= 0x10;
            Files.write(file, flipped);
            // A header field that only execution could refute is caught by the next block's parent hash at the latest.
            try (StoredChain fresh = fresh("flip" + i)) {
                BadBlockException error =
                        assertThrows(BadBlockException.class, () -> fresh.importBlocks(file, ImportProgress.IGNORED));
                assertTrue(error.number() <= 2, error.getMessage());
            }
        }
    }

    @Test
    void aGapIsRefused() throws IOException {
        int first = Golden.blocks().get(0).encoded().length;
        byte[] whole = Golden.chainFile();
        Path file = folder.resolve("gap.rlp");
        Files.write(file, Arrays.copyOfRange(whole, first, whole.length));
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        String before = Hex.text(Golden.blocks().get(0).header().hash());
        assertEquals(
                "block 2 at file offset 0: the block before it, " + before
                        + ", is not here; the chain here ends at block 0",
                error.getMessage());
    }

    @Test
    void blocksOfAnotherChainAreRefused() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        DevelopmentBlocks.Made other = new DevelopmentBlocks(DevelopmentChain.genesis()).next();
        Path file = folder.resolve("other.rlp");
        Files.write(file, other.block().encoded());
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        assertTrue(error.getMessage().contains("is not here; the chain here ends at block 29"), error.getMessage());
    }

    @Test
    void aMissingFileAndADirectoryAreNamed() {
        IOException missing = assertThrows(
                IOException.class, () -> chain.importBlocks(folder.resolve("none.rlp"), ImportProgress.IGNORED));
        assertTrue(missing.getMessage().endsWith("none.rlp: no such file"), missing.getMessage());
        IOException directory =
                assertThrows(IOException.class, () -> chain.importBlocks(folder, ImportProgress.IGNORED));
        assertTrue(directory.getMessage().endsWith("is a directory"), directory.getMessage());
    }

    @Test
    void anInterruptedImportKeepsWhatItHas() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedIOException.class, () -> chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED));
        assertFalse(Thread.interrupted());
        assertEquals(0, chain.head().number());
    }

    @Test
    void anImportEndsWhenTheChainIsClosed() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        chain.close();
        assertThrows(RuntimeException.class, () -> chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED));
        IllegalStateException closed = assertThrows(IllegalStateException.class, () -> chain.canonicalHash(0));
        assertTrue(closed.getMessage().endsWith("is closed"), closed.getMessage());
    }

    @Test
    void aStoreOfAnotherGenesisIsRefusedAndLeftAlone() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        chain.close();
        Genesis other = DevelopmentChain.genesis().genesis();
        IOException error = assertThrows(IOException.class, () -> BlockStore.open(folder.resolve("chain"), other));
        assertEquals(
                "the chain store " + folder.resolve("chain") + " belongs to genesis " + Hex.text(GENESIS.hash())
                        + ", not to " + Hex.text(other.hash()),
                error.getMessage());
        open();
        assertEquals(Golden.BLOCKS, chain.head().number());
    }

    @Test
    void aStoreInUseIsRefused() {
        IOException error = assertThrows(IOException.class, () -> BlockStore.open(folder.resolve("chain"), GENESIS));
        assertTrue(error.getMessage().endsWith("is in use by another process"), error.getMessage());
    }

    @Test
    void aFolderWithSomethingElseIsRefused() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(home.resolve("letter.txt"), "dear");
        IOException error = assertThrows(IOException.class, () -> BlockStore.open(home, GENESIS));
        assertTrue(error.getMessage().endsWith("holds something else than a chain store"), error.getMessage());
        assertEquals(1, home.toFile().list().length);
        Path file = home.resolve("letter.txt");
        assertThrows(IOException.class, () -> BlockStore.open(file, GENESIS));
    }

    @Test
    void aDamagedStoreIsRefusedAndNotBegunAnew() throws IOException {
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        chain.close();
        Path current = folder.resolve("chain").resolve("CURRENT");
        String manifest = Files.readString(current);
        Files.writeString(current, "garbage");
        IOException error = assertThrows(IOException.class, () -> BlockStore.open(folder.resolve("chain"), GENESIS));
        assertTrue(error.getMessage().contains("cannot be opened: "), error.getMessage());
        Files.writeString(current, manifest);
        open();
        assertEquals(Golden.BLOCKS, chain.head().number());
    }

    private StoredChain fresh(String name) throws IOException {
        return new StoredChain(GENESIS, BlockStore.open(folder.resolve(name), GENESIS));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
