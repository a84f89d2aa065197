package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole public test chain of 600 blocks, where its folder is given by {@code -Djackfield.chain=DIR} or lies beside the
 * project.
 */
class RealChainTest {

    /** The chain's headblock.json. */
    private static final String HEAD = "0x44e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a";

    private static final String STATE = "0x8fcfb02cfca007773bd55bc1c3e50a3c8612a59c87ce057e5957e8bf17c1728b";

    private static final Path CHAIN = Path.of(System.getProperty("jackfield.chain", "../../../shared/chain"));

    /** The chain's receipts, as geth made them; kept with the tests of interoperation. */
    private static final Path RECEIPTS =
            Path.of(System.getProperty("jackfield.receipts", "../../runtime/interop/chain/receipts.rlp.gz"));

    @TempDir
    Path folder;

    @Test
    void allSixHundredBlocksAreImportedAndComeBackByteForByte() throws IOException {
        assumeTrue(Files.exists(CHAIN.resolve("chain.rlp")), "no chain in " + CHAIN.toAbsolutePath());
        Genesis genesis = GenesisFile.read(CHAIN.resolve("genesis.json")).genesis();
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder.resolve("chain"), genesis))) {
            ImportReport report = chain.importBlocks(CHAIN.resolve("chain.rlp"), ImportProgress.IGNORED);
            assertEquals(600, report.imported());
            assertEquals(HEAD, Hex.text(chain.head().hash()));
            Path exported = folder.resolve("exported.rlp");
            chain.exportBlocks(new ExportRequest(exported, 1, 600, false), ExportProgress.IGNORED);
            assertEquals(-1, Files.mismatch(CHAIN.resolve("chain.rlp"), exported));
            if (Files.exists(RECEIPTS)) {
                importReceipts(chain);
            }
        }
    }

    private static void importReceipts(StoredChain chain) throws IOException {
        chain.importReceipts(RECEIPTS, ImportProgress.IGNORED);
        for (long number = 1; number <= 600; number++) {
            BlockHeader header = chain.header(number).orElseThrow();
            ReceiptList receipts =
                    ReceiptList.decode(chain.receipts(header.hash()).orElseThrow());
            assertEquals(Optional.empty(), receipts.objection(header));
        }
    }

    @Test
    void allTransactionsAreReadAndComeFromKnownAccounts() throws IOException, InvalidBlockException {
        assumeTrue(Files.exists(CHAIN.resolve("chain.rlp")), "no chain in " + CHAIN.toAbsolutePath());
        int count = 0;
        try (BlockFile file = BlockFile.open(CHAIN.resolve("chain.rlp"))) {
            for (Optional<byte[]> next = file.next(); next.isPresent(); next = file.next()) {
                for (RawTransaction raw : Block.decode(next.get()).body().transactions()) {
                    Transaction transaction = Transaction.decode(raw);
                    assertArrayEquals(raw.encoded(), transaction.encoded());
                    assertTrue(Golden.SENDERS.contains(transaction.sender().orElseThrow()));
                    count++;
                }
            }
        }
        assertTrue(count > 600, count + " transactions");
    }

    @Test
    void theStateDumpIsThatOfTheHead() throws IOException {
        assumeTrue(Files.exists(CHAIN.resolve("headstate.json")), "no state in " + CHAIN.toAbsolutePath());
        HeadState state = HeadState.load(CHAIN.resolve("headstate.json"));
        assertEquals(194, state.size());
        // The state root in headblock.json.
        assertEquals(STATE, Hex.text(state.root()));
    }
}
