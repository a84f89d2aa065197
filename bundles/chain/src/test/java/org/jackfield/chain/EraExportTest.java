package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The genesis block, 67 blocks of work that reach the terminal difficulty, and 10 of stake. */
class EraExportTest {

    private static final int MERGE = 67;

    /** Of blocks 0 to 67: go-ethereum 1.17.10 (cmd/era verify) finds this in the file, its index and all roots right. */
    private static final String ACCUMULATOR = "0x9ebf402c89310668dfc7855bb48b77fe5af886ad56873405d9eb4753db57666f";

    @TempDir
    Path folder;

    private StoredChain chain;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        chain = empty("chain");
        Branch branch =
                Branch.repeating(Branch.MERGING.header(), 1).add(MERGE, 15).add(10, 0);
        chain.append(branch.blocks());
        file = folder.resolve("out.era1");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void whatIsExportedIsImportedAgainWithItsReceipts() throws Exception {
        ExportReport report = export(0, MERGE);
        assertEquals(MERGE + 1, report.blocks());
        assertEquals(Files.size(file), report.bytes());
        try (StoredChain other = empty("other")) {
            assertEquals(MERGE, other.importBlocks(file, ImportProgress.IGNORED).imported());
            for (long number = 0; number <= MERGE; number++) {
                byte[] hash = chain.canonicalHash(number).orElseThrow();
                assertArrayEquals(hash, other.canonicalHash(number).orElseThrow());
                assertArrayEquals(
                        chain.body(hash).orElseThrow(), other.body(hash).orElseThrow());
                assertArrayEquals(
                        chain.receipts(hash).orElseThrow(), other.receipts(hash).orElseThrow());
                assertEquals(chain.totalDifficulty(hash), other.totalDifficulty(hash));
            }
            Path again = folder.resolve("again.era1");
            other.exportBlocks(new ExportRequest(again, 0, MERGE, false), ExportProgress.IGNORED);
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
        }
    }

    @Test
    void theAccumulatorIsThatOfAnotherClient() throws IOException {
        export(0, MERGE);
        byte[] whole = Files.readAllBytes(file);
        int index = 8 + 8 * (MERGE + 1 + 2);
        byte[] accumulator = new byte[32];
        ByteBuffer.wrap(whole).get(whole.length - index - 32, accumulator);
        assertEquals(ACCUMULATOR, Hex.text(accumulator));
    }

    @Test
    void theIndexFindsEveryBlock() throws Exception {
        export(21, 30);
        ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int count = (int) whole.getLong(whole.limit() - 8);
        assertEquals(10, count);
        int index = whole.limit() - 8 * (count + 3);
        assertEquals(0x3266, whole.getShort(index));
        assertEquals(8 * (count + 2), whole.getInt(index + 2));
        assertEquals(21, whole.getLong(index + 8));
        for (int i = 0; i < count; i++) {
            int at = index + (int) whole.getLong(index + 16 + 8 * i);
            assertEquals(3, whole.getShort(at));
            byte[] framed = new byte[whole.getInt(at + 2)];
            whole.get(at + 8, framed);
            assertEquals(
                    21 + i,
                    BlockHeader.decode(FramedSnappy.inflate(framed, 1 << 16)).number());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60 | 68 | block 68 is made by proof of stake, an era1 file holds blocks before the merge
            68 | 68 | block 68 is made by proof of stake, an era1 file holds blocks before the merge
            60 | 78 | there are no blocks 60 to 78: the chain here goes from 0 to 77
            """)
    void blocksThatItCannotHoldAreRefusedAndLeaveNothing(long from, long to, String complaint) throws IOException {
        IOException error = assertThrows(IOException.class, () -> export(from, to));
        assertEquals(complaint, error.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void aBlockWithoutItsReceiptsIsRefused() throws Exception {
        try (StoredChain other = empty("other")) {
            Branch branch = new Branch(Branch.MERGING.header(), 2).add(6, 15);
            other.append(branch.blocks().stream()
                    .map(block -> new NewBlock(block.block(), Optional.empty()))
                    .toList());
            IOException error = assertThrows(
                    IOException.class,
                    () -> other.exportBlocks(new ExportRequest(file, 0, 6, false), ExportProgress.IGNORED));
            assertEquals("block 2 is here without its receipts, and an era1 file holds them", error.getMessage());
            assertEquals(List.of(), files());
            other.append(branch.blocks());
            other.exportBlocks(new ExportRequest(file, 0, 6, false), ExportProgress.IGNORED);
            assertEquals(List.of(file), files());
        }
    }

    @Test
    void aFullFileIsMadeAndOneBlockMoreRefused() throws Exception {
        Genesis genesis = Branch.WORK;
        try (StoredChain other = new StoredChain(genesis, BlockStore.open(folder.resolve("long"), genesis))) {
            other.append(new Branch(genesis.header(), 3).add(8192, 1).blocks());
            IOException error = assertThrows(
                    IOException.class,
                    () -> other.exportBlocks(new ExportRequest(file, 0, 8192, false), ExportProgress.IGNORED));
            assertEquals("an era1 file holds 8192 blocks at most, not the 8193 from 0 to 8192", error.getMessage());
            other.exportBlocks(new ExportRequest(file, 1, 8192, false), ExportProgress.IGNORED);
            assertEquals(8192, other.importBlocks(file, ImportProgress.IGNORED).alreadyThere());
            assertTrue(EraFile.is(file));
        }
    }

    private ExportReport export(long from, long to) throws IOException {
        return chain.exportBlocks(new ExportRequest(file, from, to, false), ExportProgress.IGNORED);
    }

    private StoredChain empty(String name) throws IOException {
        return new StoredChain(Branch.MERGING, BlockStore.open(folder.resolve(name), Branch.MERGING));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
