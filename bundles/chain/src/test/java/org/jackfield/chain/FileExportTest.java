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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileExportTest {

    @TempDir
    Path folder;

    private StoredChain chain;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        Genesis genesis = Golden.genesis();
        chain = new StoredChain(genesis, BlockStore.open(folder.resolve("chain"), genesis));
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        file = folder.resolve("out.rlp");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void whatWasImportedIsExportedByteForByte() throws IOException {
        ExportReport report = export(1, Golden.BLOCKS, false);
        assertArrayEquals(Golden.chainFile(), Files.readAllBytes(file));
        assertEquals(Golden.BLOCKS, report.blocks());
        assertEquals(Golden.chainFile().length, report.bytes());
        assertEquals(List.of(file), files());
    }

    @Test
    void aNameInGzMakesADeflatedFileThatIsImportedAgain() throws Exception {
        file = folder.resolve("out.rlp.gz");
        export(1, Golden.BLOCKS, false);
        assertTrue(Files.size(file) < Golden.chainFile().length);
        List<Long> read = new ArrayList<>();
        Genesis genesis = Golden.genesis();
        try (StoredChain other = new StoredChain(genesis, BlockStore.open(folder.resolve("other"), genesis))) {
            other.importBlocks(file, (blocks, bytes, total) -> read.add(bytes));
            assertArrayEquals(chain.head().hash(), other.head().hash());
        }
        assertEquals(Files.size(file), read.get(read.size() - 1));
    }

    @Test
    void aTornOrWrongGzIsRefused() throws IOException {
        file = folder.resolve("out.rlp.gz");
        export(1, Golden.BLOCKS, false);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThrows(IOException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        Files.write(file, Golden.chainFile());
        IOException error = assertThrows(IOException.class, () -> chain.importBlocks(file, ImportProgress.IGNORED));
        assertTrue(error.getMessage().contains("GZIP"), error.getMessage());
    }

    @Test
    void theGenesisBlockIsAmongThemIfItIsAskedFor() throws Exception {
        export(0, 1, false);
        try (BlockFile blocks = BlockFile.open(file)) {
            Block genesis = Block.decode(blocks.next().orElseThrow());
            assertArrayEquals(Golden.genesis().hash(), genesis.header().hash());
            assertEquals(1, Block.decode(blocks.next().orElseThrow()).header().number());
            assertTrue(blocks.next().isEmpty());
        }
        assertEquals(2, chain.importBlocks(file, ImportProgress.IGNORED).alreadyThere());
    }

    @Test
    void aFileThatIsThereStaysUnlessItMayBeOverwritten() throws IOException {
        Files.writeString(file, "mine");
        IOException error = assertThrows(IOException.class, () -> export(1, 2, false));
        assertEquals(file + " is there already", error.getMessage());
        assertEquals("mine", Files.readString(file));
        export(1, Golden.BLOCKS, true);
        assertArrayEquals(Golden.chainFile(), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "-1, 3", "5, 4", "30, 30"})
    void blocksThatAreNotHereAreRefused(long from, long to) {
        IOException error = assertThrows(IOException.class, () -> export(from, to, false));
        assertEquals(
                "there are no blocks " + from + " to " + to + ": the chain here goes from 0 to 29", error.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void anInterruptedExportLeavesNothingBehind() throws IOException {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> export(1, 2, false));
        assertEquals(List.of(), files());
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        file = folder.resolve("no").resolve("out.rlp");
        assertThrows(IOException.class, () -> export(1, 2, false));
        file = folder;
        IOException directory = assertThrows(IOException.class, () -> export(1, 2, true));
        assertEquals(folder + " is a directory", directory.getMessage());
    }

    @Test
    void progressEndsWithAllBlocks() throws IOException {
        List<Long> seen = new ArrayList<>();
        chain.exportBlocks(new ExportRequest(file, 3, 20, false), (blocks, total, bytes) -> {
            assertEquals(18, total);
            seen.add(blocks);
        });
        assertEquals(18, seen.get(seen.size() - 1));
    }

    private ExportReport export(long from, long to, boolean overwrite) throws IOException {
        return chain.exportBlocks(new ExportRequest(file, from, to, overwrite), ExportProgress.IGNORED);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
