package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first blocks of the development chain, stored without their receipts, and a file of those. */
class ReceiptsImportTest {

    private static final int BLOCKS = 16;

    @TempDir
    Path folder;

    private final List<DevelopmentBlocks.Made> made = new ArrayList<>();
    private Path file;
    private BlockStore store;
    private StoredChain chain;

    @BeforeEach
    void open() throws Exception {
        GenesisFile genesis = DevelopmentChain.genesis();
        DevelopmentBlocks blocks = new DevelopmentBlocks(genesis);
        store = BlockStore.open(folder.resolve("chain"), genesis.genesis());
        ChainAppender appender =
                new ChainAppender(store, genesis.genesis(), new TransactionIndex(store, true), change -> {});
        for (int i = 0; i < BLOCKS; i++) {
            made.add(blocks.next());
            appender.append(Candidate.of(new NewBlock(made.get(i).block(), Optional.empty())));
        }
        appender.commit();
        chain = new StoredChain(genesis.genesis(), store);
        file = folder.resolve("receipts.rlp");
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void receiptsThatMatchTheirHeadersAreServedInBothForms() throws IOException {
        Files.write(file, items(made));
        ImportReport report = chain.importReceipts(file, ImportProgress.IGNORED);
        assertEquals(8, report.imported());
        assertEquals(8, report.alreadyThere());
        assertEquals(BLOCKS, report.head().number());
        for (DevelopmentBlocks.Made block : made) {
            byte[] hash = block.block().header().hash();
            assertArrayEquals(block.receipts().slim(), chain.slimReceipts(hash).orElseThrow());
            assertArrayEquals(block.receipts().encoded(), chain.receipts(hash).orElseThrow());
        }
        assertEquals(0, chain.importReceipts(file, ImportProgress.IGNORED).imported());
    }

    @Test
    void theyAreThereAfterReopening() throws IOException {
        Files.write(file, items(made));
        chain.importReceipts(file, ImportProgress.IGNORED);
        chain.close();
        Genesis genesis = DevelopmentChain.genesis().genesis();
        chain = new StoredChain(genesis, BlockStore.open(folder.resolve("chain"), genesis));
        assertEquals(BLOCKS, chain.head().number());
        assertTrue(chain.slimReceipts(made.get(0).block().header().hash()).isPresent());
    }

    @Test
    void receiptsStoredByTheFirstReleaseAreRead() throws IOException {
        BlockHeader header = made.get(0).block().header();
        StoreBatch batch = new StoreBatch();
        batch.put(
                StoreKey.fullReceipts(1, header.hash()), made.get(0).receipts().encoded());
        store.commit(batch);
        assertArrayEquals(
                made.get(0).receipts().slim(), chain.slimReceipts(header.hash()).orElseThrow());
        assertArrayEquals(
                made.get(0).receipts().encoded(), chain.receipts(header.hash()).orElseThrow());
    }

    @Test
    void receiptsOfAnotherBlockAreRefusedAndThoseBeforeKept() throws IOException {
        ReceiptList wrong = made.get(4).receipts();
        Files.write(
                file,
                concat(item(made.get(0)), item(3, made.get(2).block().header().hash(), wrong)));
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importReceipts(file, ImportProgress.IGNORED));
        assertEquals(3, error.number());
        assertEquals(item(made.get(0)).length, error.offset());
        assertTrue(error.getMessage().contains("the receipts root is 0x"), error.getMessage());
        assertTrue(chain.slimReceipts(made.get(0).block().header().hash()).isPresent());
        assertTrue(chain.slimReceipts(made.get(2).block().header().hash()).isEmpty());
    }

    @Test
    void receiptsOfNoBlockHereAreRefused() throws IOException {
        Files.write(
                file, item(2, made.get(0).block().header().hash(), made.get(0).receipts()));
        BadBlockException error =
                assertThrows(BadBlockException.class, () -> chain.importReceipts(file, ImportProgress.IGNORED));
        assertTrue(error.getMessage().startsWith("block 2 at file offset 0: the chain here has no such block 0x"));
    }

    @Test
    void malformedFilesRaiseNothingButIoException() throws IOException {
        byte[] valid = items(made);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            Files.write(file, Fuzz.spoiled(valid, random, i));
            try {
                chain.importReceipts(file, ImportProgress.IGNORED);
            } catch (IOException expected) {
                refused++;
            }
        }
        assertTrue(refused > 150, refused + " refused");
        for (DevelopmentBlocks.Made block : made) {
            byte[] slim = block.receipts().slim();
            chain.slimReceipts(block.block().header().hash()).ifPresent(there -> assertArrayEquals(slim, there));
        }
    }

    @Test
    void malformedItemsRaiseNothingElse() throws Exception {
        byte[] valid = item(made.get(4));
        Random random = new Random(6);
        ReceiptsIntake intake = new ReceiptsIntake(store);
        assertTrue(intake.take(valid));
        for (int i = 0; i < 10_000; i++) {
            byte[] spoiled = Fuzz.spoiled(valid, random, i);
            try {
                intake.take(spoiled);
                assertArrayEquals(valid, spoiled);
            } catch (InvalidBlockException | RlpException expected) {
                continue;
            }
        }
    }

    private static byte[] items(List<DevelopmentBlocks.Made> made) {
        return concat(made.stream().map(ReceiptsImportTest::item).toArray(byte[][]::new));
    }

    private static byte[] item(DevelopmentBlocks.Made made) {
        BlockHeader header = made.block().header();
        return item(header.number(), header.hash(), made.receipts());
    }

    private static byte[] item(long number, byte[] hash, ReceiptList receipts) {
        RlpWriter out = new RlpWriter().beginList().write(number).write(hash);
        return out.writeRaw(receipts.slim()).endList().toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
