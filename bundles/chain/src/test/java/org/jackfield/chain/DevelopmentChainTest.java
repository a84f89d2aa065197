package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentChainTest {

    /**
     * Two nodes are on one network only while these stay what they are. go-ethereum 1.17.10 (core.BlockChain.InsertChain)
     * computes the same genesis from the same file and executes all blocks to the same head.
     */
    private static final String GENESIS = "0x099273f21e214413ce0b83f17f992fc06979ca162f7b94990b4389b4fcc359dc";

    private static final String HEAD = "0xceccd555d866e9214d1775c3ca7eb1c28202ece48b59529d9af94a720dce9a24";

    @TempDir
    Path folder;

    @Test
    void itIsTheSameOnEveryMachine() throws IOException {
        try (StoredChain chain = DevelopmentChain.open(folder, true)) {
            assertEquals(GENESIS, Hex.text(chain.genesis().hash()));
            assertEquals(DevelopmentChain.BLOCKS, chain.head().number());
            assertEquals(HEAD, Hex.text(chain.head().hash()));
        }
    }

    @Test
    void itIsMadeOnceAndThenOpened() throws IOException {
        DevelopmentChain.open(folder, true).close();
        try (StoredChain chain = DevelopmentChain.open(folder, true)) {
            assertEquals(HEAD, Hex.text(chain.head().hash()));
        }
    }

    @Test
    void aStoreThatHoldsItsStartIsFilledUp() throws IOException, InvalidBlockException {
        GenesisFile genesis = DevelopmentChain.genesis();
        DevelopmentBlocks blocks = new DevelopmentBlocks(genesis);
        try (BlockStore store = BlockStore.open(folder, genesis.genesis())) {
            ChainAppender appender =
                    new ChainAppender(store, genesis.genesis(), new TransactionIndex(store, true), change -> {});
            for (int i = 0; i < 10; i++) {
                appender.append(Candidate.of(new NewBlock(blocks.next().block(), Optional.empty())));
            }
            appender.commit();
        }
        try (StoredChain chain = DevelopmentChain.open(folder, true)) {
            assertEquals(HEAD, Hex.text(chain.head().hash()));
        }
    }

    @Test
    void receiptsAreStoredAndMatchTheirRoots() throws IOException {
        try (StoredChain chain = DevelopmentChain.open(folder, true)) {
            for (long number = 0; number <= DevelopmentChain.BLOCKS; number++) {
                BlockHeader header = chain.header(number).orElseThrow();
                byte[] receipts = chain.receipts(header.hash()).orElseThrow();
                assertArrayEquals(header.receiptsRoot(), root(receipts), header::toString);
            }
        }
    }

    @Test
    void itHoldsPaymentsOfThreeTypesAndWithdrawals() throws IOException {
        DevelopmentBlocks blocks = new DevelopmentBlocks(DevelopmentChain.genesis());
        Set<Integer> types = new TreeSet<>();
        int withdrawals = 0;
        for (int i = 0; i < 24; i++) {
            BlockBody body = blocks.next().block().body();
            body.transactions().forEach(transaction -> types.add(transaction.type()));
            withdrawals += body.withdrawals().orElseThrow().size();
        }
        assertEquals(Set.of(0, 1, 2), types);
        assertEquals(3, withdrawals);
    }

    private static byte[] root(byte[] receipts) throws RlpException {
        List<byte[]> entries = new ArrayList<>();
        for (RlpReader list = RlpReader.ofList(receipts); list.hasNext(); ) {
            entries.add(list.nextIsList() ? list.readRaw() : list.readBytes());
        }
        return TrieRoot.ofList(entries);
    }
}
