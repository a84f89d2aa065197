package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.rlp.RlpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that were spoiled, or whose parts are of different blocks, on top of a real chain. */
class HostileBlocksTest {

    private static final int CASES = 10_000;

    @TempDir
    Path folder;

    private final List<Block> real = Golden.blocks();
    private final Random random = new Random(4);

    @Test
    void spoiledBlocksNeverHarmTheChain() throws Exception {
        Genesis genesis = Golden.genesis();
        int refused = 0;
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder, genesis))) {
            chain.append(known(20));
            for (int i = 0; i < CASES; i++) {
                try {
                    NewBlock block = i % 4 == 0 ? mixed() : spoiled(i);
                    chain.append(List.of(block));
                } catch (RejectedBlockException | RlpException expected) {
                    refused++;
                }
            }
            Canonical.check(chain);
            assertTrue(refused > CASES / 2, refused + " refused");
            // Some differ only in what nobody can tell without executing them; the real ones are none the worse for it.
            chain.append(known(Golden.BLOCKS));
            assertTrue(chain.choose(real.get(Golden.BLOCKS - 1).header().hash()));
            Canonical.check(chain);
            assertEquals(Golden.BLOCKS, chain.head().number());
        }
        try (StoredChain chain = new StoredChain(genesis, BlockStore.open(folder, genesis))) {
            Canonical.check(chain);
            for (Block block : real) {
                byte[] hash = block.header().hash();
                assertArrayEquals(
                        block.header().encoded(),
                        chain.header(hash).orElseThrow().encoded());
                assertArrayEquals(block.body().encoded(), chain.body(hash).orElseThrow());
            }
        }
    }

    private List<NewBlock> known(int count) {
        return real.subList(0, count).stream()
                .map(block -> new NewBlock(block, Optional.empty()))
                .toList();
    }

    private NewBlock spoiled(int round) throws RlpException {
        byte[] next = real.get(20).encoded();
        return new NewBlock(Block.decode(Fuzz.spoiled(next, random, round)), Optional.empty());
    }

    private NewBlock mixed() {
        BlockHeader header = any().header();
        ReceiptList receipts = new ReceiptList(
                random.nextBoolean() ? List.of() : List.of(Receipt.of(2, true, random.nextInt(50_000), List.of())));
        return new NewBlock(
                new Block(header, any().body()), random.nextBoolean() ? Optional.of(receipts) : Optional.empty());
    }

    private Block any() {
        return real.get(random.nextInt(real.size()));
    }
}
