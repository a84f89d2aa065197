package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeesTest {

    @TempDir
    Path folder;

    /** The fees in the headers of the test chain are those that a real client computed. */
    @Test
    void theNextFeesAreThoseOfTheNextBlock() throws Exception {
        Genesis genesis = Golden.genesis();
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder, genesis))) {
            for (Block block : Golden.blocks()) {
                BlockHeader header = block.header();
                Fees fees = chain.nextFees();
                assertEquals(header.baseFee(), fees.baseFee());
                if (genesis.forks().cancun(chain.head().timestamp())) {
                    assertEquals(genesis.forks().blobFee(header), fees.blobFee());
                }
                chain.append(List.of(new NewBlock(block, Optional.empty())));
            }
        }
    }

    @Test
    void beforeTheirForksThereAreNone() throws Exception {
        try (StoredChain chain = new StoredChain(Branch.WORK, BlockStore.open(folder, Branch.WORK))) {
            assertEquals(new Fees(Optional.empty(), Optional.empty()), chain.nextFees());
            assertEquals(Optional.empty(), Branch.WORK.forks().blobFee(Branch.WORK.header()));
        }
    }

    /** EIP-4844: e times as much for each update fraction of excess. */
    @Test
    void blobsBehindManyBlobsCostMore() {
        HeaderDraft draft = new HeaderDraft();
        draft.timestamp = 100;
        draft.baseFee = Optional.of(BigInteger.TEN);
        draft.withdrawalsRoot = Optional.of(TrieRoot.EMPTY);
        draft.blobGasUsed = Optional.of(0L);
        draft.excessBlobGas = Optional.of(10 * 3_338_477L);
        ForkSchedule forks = Golden.genesis().forks();
        assertEquals(22_026, forks.blobFee(draft.header()).orElseThrow().intValue());
    }
}
