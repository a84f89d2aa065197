package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole public test chain of 600 blocks, where its folder is given by {@code -Djackfield.chain=DIR} or lies beside the
 * project.
 */
class RealChainTest {

    /** The chain's headblock.json. */
    private static final String HEAD = "0x44e3809c9a3cda717f00aea3a9da336d149612c8d5657fbc0028176ef8d94d2a";

    private static final Path CHAIN = Path.of(System.getProperty("jackfield.chain", "../../../shared/chain"));

    @TempDir
    Path folder;

    @Test
    void allSixHundredBlocksAreImportedAndComeBackByteForByte() throws IOException {
        assumeTrue(Files.exists(CHAIN.resolve("chain.rlp")), "no chain in " + CHAIN.toAbsolutePath());
        Genesis genesis = GenesisFile.read(CHAIN.resolve("genesis.json")).genesis();
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder, genesis))) {
            ImportReport report = chain.importBlocks(CHAIN.resolve("chain.rlp"), ImportProgress.IGNORED);
            assertEquals(600, report.imported());
            assertEquals(HEAD, Hex.text(chain.head().hash()));
            assertArrayEquals(Files.readAllBytes(CHAIN.resolve("chain.rlp")), exported(chain));
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

    private static byte[] exported(Chain chain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> headers = chain.headers(HeaderRange.of(1, 600, 0, false), 1024, Integer.MAX_VALUE);
        for (byte[] encoded : headers) {
            BlockHeader header = BlockHeader.decode(encoded);
            RlpWriter block = new RlpWriter().beginList().writeRaw(encoded);
            BlockBody.decode(chain.body(header.hash()).orElseThrow()).writeItems(block);
            out.write(block.endList().toByteArray());
        }
        return out.toByteArray();
    }
}
