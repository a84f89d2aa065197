package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.RejectedBlockException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of several branches: which becomes the head, and what the index says then. */
class ChainWriterTest {

    @TempDir
    Path folder;

    private Genesis genesis = Branch.WORK;
    private StoredChain chain;

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void blocksOfAHeavierBranchBecomeCanonical() throws Exception {
        open(Branch.WORK);
        Branch light = branch(1).add(5, 10);
        Branch heavy = branch(2).add(3, 20);
        assertEquals(5, chain.append(light.blocks()));
        assertHead(light);
        assertEquals(3, chain.append(heavy.blocks()));
        assertHead(heavy);
        assertEquals(61, chain.head().totalDifficulty().intValue());
    }

    @Test
    void whatIsOnlyStoredLeavesTheHeadWhereItIs() throws Exception {
        open(Branch.MERGING);
        Branch branch = branch(1).add(2, 500).add(1, 0);
        chain.append(branch.blocks());
        Branch next = new Branch(branch.last(), 2).add(700, 0);
        List<HeadChange> changes = new ArrayList<>();
        chain.listen(changes::add);
        assertEquals(700, chain.store(next.blocks()));
        assertEquals(0, chain.store(next.blocks()));
        assertHead(branch);
        assertEquals(List.of(), changes);
        assertTrue(chain.choose(next.last().hash()));
        assertHead(next);
    }

    @Test
    void whatIsStoredIsVerifiedNoLessAndMayBeHeavier() throws Exception {
        open(Branch.WORK);
        Branch light = branch(1).add(2, 10);
        Branch heavy = branch(2).add(3, 100);
        chain.append(light.blocks());
        assertEquals(2, chain.store(heavy.blocks().subList(0, 2)));
        NewBlock otherBody =
                new NewBlock(new Block(heavy.header(2), heavy.block(1).block().body()), Optional.empty());
        assertThrows(RejectedBlockException.class, () -> chain.store(List.of(otherBody)));
        assertHead(light);
        // Who appends lets it decide again.
        chain.append(heavy.blocks());
        assertHead(heavy);
    }

    @Test
    void aHeaderIsVerifiedByItself() throws Exception {
        open(Branch.WORK);
        Branch branch = branch(1).add(2, 10);
        BlockHeader first = branch.header(0);
        assertEquals(11, chain.verify(first).intValue());
        assertEquals(Kind.UNKNOWN_PARENT, refusal(branch.header(1)));
        assertEquals(Kind.INVALID, refusal(branch(2).add(1, 0).last()));
        assertTrue(chain.numberOf(first.hash()).isEmpty());
    }

    private Kind refusal(BlockHeader header) {
        return assertThrows(RejectedBlockException.class, () -> chain.verify(header))
                .kind();
    }

    @Test
    void ofEqualsTheFirstSeenStays() throws Exception {
        open(Branch.WORK);
        Branch first = branch(1).add(4, 10);
        Branch second = branch(2).add(2, 20);
        chain.append(first.blocks());
        assertEquals(2, chain.append(second.blocks()));
        assertHead(first);
        chain.append(second.add(1, 1).blocks());
        assertHead(second);
    }

    @Test
    void aLighterBranchIsStoredAndServedByHash() throws Exception {
        open(Branch.WORK);
        chain.append(branch(1).add(5, 10).blocks());
        Branch side = branch(2).add(4, 10);
        chain.append(side.blocks());
        for (NewBlock block : side.blocks()) {
            byte[] hash = block.block().header().hash();
            assertEquals(block.block().header().number(), chain.numberOf(hash).orElseThrow());
            assertArrayEquals(hash, chain.header(hash).orElseThrow().hash());
            assertArrayEquals(block.block().body().encoded(), chain.body(hash).orElseThrow());
            assertArrayEquals(
                    block.receipts().orElseThrow().slim(),
                    chain.slimReceipts(hash).orElseThrow());
        }
        assertEquals(41, chain.totalDifficulty(side.last().hash()).orElseThrow().intValue());
        assertTrue(chain.totalDifficulty(new byte[32]).isEmpty());
    }

    @Test
    void oneListMayHoldSeveralBranches() throws Exception {
        open(Branch.WORK);
        Branch trunk = branch(1).add(2, 10);
        Branch left = new Branch(trunk.last(), 2).add(3, 10);
        Branch right = new Branch(trunk.last(), 3).add(2, 20);
        List<NewBlock> all = new ArrayList<>(trunk.blocks());
        for (int i = 0; i < 2; i++) {
            all.add(left.block(i));
            all.add(right.block(i));
        }
        all.add(left.block(2));
        assertEquals(7, chain.append(all));
        assertHead(right);
        assertArrayEquals(trunk.last().hash(), chain.canonicalHash(2).orElseThrow());
    }

    @Test
    void onlyBlocksOfTheBranchOfTheHeadAreCanonical() throws Exception {
        open(Branch.WORK);
        Branch trunk = branch(1).add(2, 10);
        Branch light = new Branch(trunk.last(), 2).add(1, 10);
        Branch heavy = new Branch(trunk.last(), 3).add(1, 20);
        chain.append(trunk.blocks());
        chain.append(light.blocks());
        assertTrue(chain.isCanonical(3, light.last().hash()));
        chain.append(heavy.blocks());
        assertTrue(chain.isCanonical(2, trunk.last().hash()));
        assertTrue(chain.isCanonical(3, heavy.last().hash()));
        assertFalse(chain.isCanonical(3, light.last().hash()));
        assertFalse(chain.isCanonical(2, heavy.last().hash()));
        assertFalse(chain.isCanonical(4, heavy.last().hash()));
    }

    @Test
    void afterTheMergeWeightCountsNoMore() throws Exception {
        open(Branch.MERGING);
        Branch work = branch(1).add(2, 500).add(3, 0);
        chain.append(work.blocks());
        assertHead(work);
        assertTrue(chain.merged());
        chain.append(branch(2).add(3, 400).blocks());
        assertHead(work);
        chain.append(new Branch(work.header(2), 3).add(5, 0).blocks());
        assertHead(work);
        chain.append(work.add(1, 0).blocks().subList(5, 6));
        assertHead(work);
    }

    @Test
    void untilABlockByStakeFollowsTheHeaviestTerminalBlockIsTheHead() throws Exception {
        open(Branch.MERGING);
        Branch first = branch(1).add(2, 500);
        Branch heavier = branch(2).add(2, 501);
        chain.append(first.blocks());
        assertTrue(chain.merged());
        chain.append(heavier.blocks());
        assertHead(heavier);
        chain.append(first.add(1, 0).blocks());
        assertHead(heavier);
        chain.append(heavier.add(1, 0).blocks());
        assertHead(heavier);
    }

    @Test
    void aBranchThatReachesTheMergeFirstWins() throws Exception {
        open(Branch.MERGING);
        chain.append(branch(1).add(3, 100).blocks());
        assertFalse(chain.merged());
        Branch merged = branch(2).add(2, 500).add(2, 0);
        chain.append(merged.blocks());
        assertHead(merged);
    }

    @Test
    void whatIsChosenIsTheHeadWhateverItsWeight() throws Exception {
        open(Branch.MERGING);
        Branch first = branch(1).add(2, 500).add(4, 0);
        Branch second = new Branch(first.header(1), 2).add(9, 0);
        chain.append(first.blocks());
        chain.append(second.blocks());
        assertTrue(chain.choose(second.last().hash()));
        assertHead(second);
        assertTrue(chain.choose(first.last().hash()));
        assertHead(first);
        assertTrue(chain.choose(first.last().hash()));
        assertFalse(chain.choose(new byte[32]));
        assertHead(first);
    }

    @Test
    void anAncestorThatIsChosenHasNothingAfterIt() throws Exception {
        open(Branch.MERGING);
        Branch branch = branch(1).add(2, 500).add(6, 0);
        chain.append(branch.blocks());
        assertTrue(chain.choose(branch.header(3).hash()));
        assertEquals(4, chain.head().number());
        for (long number = 5; number <= 9; number++) {
            assertTrue(chain.canonicalHash(number).isEmpty());
            assertTrue(chain.header(number).isEmpty());
        }
        assertTrue(chain.body(branch.last().hash()).isPresent());
        // Stored or not: what follows the head becomes the head.
        assertEquals(0, chain.append(branch.blocks()));
        assertHead(branch);
        assertTrue(chain.choose(genesis.hash()));
        assertEquals(0, chain.head().number());
        reopen();
        assertEquals(0, chain.head().number());
        assertTrue(chain.canonicalHash(1).isEmpty());
    }

    @Test
    void aLongReorganisationIsOneStep() throws Exception {
        open(Branch.WORK);
        Branch first = branch(1).add(3000, 10);
        Branch second = branch(2).add(2500, 13);
        chain.append(first.blocks());
        List<HeadChange> changes = new ArrayList<>();
        try (AutoCloseable listening = chain.listen(changes::add)) {
            chain.append(second.blocks());
        }
        assertHead(second);
        List<HeadChange> reorganisations =
                changes.stream().filter(HeadChange::reorganised).toList();
        assertEquals(1, reorganisations.size());
        assertEquals(0, reorganisations.get(0).ancestor());
        assertEquals(3000, reorganisations.get(0).from().number());
        reopen();
        assertHead(second);
    }

    @Test
    void theHeadMovesToBranchesUpToTheBoundOnly() throws Exception {
        open(Branch.WORK);
        Branch side = branch(2).add(20, 1);
        chain.append(branch(1).add(3, 100).blocks());
        chain.append(side.blocks());
        chain.close();
        try (BlockStore store = BlockStore.open(folder, genesis)) {
            StoreBatch batch = new StoreBatch();
            TransactionIndex transactions = new TransactionIndex(store, true);
            Tip nineteenth = store.tip(side.header(18).hash()).orElseThrow();
            IOException error =
                    assertThrows(IOException.class, () -> new HeadMove(store, batch, transactions, 18).to(nineteenth));
            assertTrue(error.getMessage().endsWith("leaves the chain here more than 18 blocks before it"));
            assertTrue(batch.isEmpty());
            assertEquals(
                    0,
                    new HeadMove(store, batch, transactions, 19).to(nineteenth).ancestor());
            store.commit(batch);
            assertEquals(19, store.head().number());
        }
        reopen();
        assertArrayEquals(side.header(18).hash(), chain.head().hash());
    }

    @Test
    void aBlockWithoutParentIsToldFromAWrongOne() throws Exception {
        open(Branch.WORK);
        Branch branch = branch(1).add(3, 10);
        List<NewBlock> gap = List.of(branch.block(0), branch.block(2));
        RejectedBlockException orphan = assertThrows(RejectedBlockException.class, () -> chain.append(gap));
        assertEquals(Kind.UNKNOWN_PARENT, orphan.kind());
        assertEquals(1, orphan.index());
        assertEquals(1, chain.head().number());

        NewBlock otherBody =
                new NewBlock(new Block(branch.header(2), branch.block(1).block().body()), Optional.empty());
        RejectedBlockException wrong =
                assertThrows(RejectedBlockException.class, () -> chain.append(List.of(branch.block(1), otherBody)));
        assertEquals(Kind.INVALID, wrong.kind());
        assertEquals(1, wrong.index());
        assertTrue(wrong.getMessage().startsWith("its transactions root is"), wrong.getMessage());
        assertEquals(2, chain.head().number());
    }

    @Test
    void theHeadFollowsOverBlocksThatAreThereInBoundedSteps() throws Exception {
        open(Branch.MERGING);
        Branch branch = branch(1).add(2, 500).add(1200, 0);
        chain.append(branch.blocks());
        chain.choose(genesis.hash());
        List<HeadChange> changes = new ArrayList<>();
        chain.listen(changes::add);
        assertEquals(0, chain.append(branch.blocks()));
        assertHead(branch);
        assertEquals(3, changes.size());
    }

    @Test
    void aBlockThatLiesAboutItsNumberIsWrongAndNoOrphan() throws Exception {
        open(Branch.WORK);
        Branch branch = branch(1).add(3, 10);
        chain.append(branch.blocks());
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = branch.header(0).hash();
        draft.number = 9;
        Block block = new Block(draft.header(), new BlockBody(List.of(), List.of(), Optional.empty()));
        RejectedBlockException error = assertThrows(
                RejectedBlockException.class, () -> chain.append(List.of(new NewBlock(block, Optional.empty()))));
        assertEquals(Kind.INVALID, error.kind());
        assertEquals("its number is 9 after 1", error.getMessage());
    }

    @Test
    void receiptsMustBeThoseOfTheBlock() throws Exception {
        open(Branch.WORK);
        Branch branch = branch(1).add(2, 10);
        chain.append(List.of(branch.block(0)));
        NewBlock wrong = new NewBlock(branch.block(1).block(), branch.block(0).receipts());
        RejectedBlockException error = assertThrows(RejectedBlockException.class, () -> chain.append(List.of(wrong)));
        assertEquals(Kind.INVALID, error.kind());
        assertTrue(chain.numberOf(branch.last().hash()).isEmpty());
        assertEquals(1, chain.append(List.of(new NewBlock(branch.block(1).block(), Optional.empty()))));
        assertTrue(chain.slimReceipts(branch.last().hash()).isEmpty());
        assertEquals(1, chain.append(branch.blocks()));
        assertTrue(chain.slimReceipts(branch.last().hash()).isPresent());
        assertEquals(0, chain.append(branch.blocks()));
    }

    @Test
    void aDifficultyOutOfAllBoundsIsRefused() throws Exception {
        open(Branch.WORK);
        HeaderDraft draft = new HeaderDraft();
        draft.parentHash = genesis.hash();
        draft.number = 1;
        draft.timestamp = 1;
        draft.gasLimit = genesis.header().gasLimit();
        draft.difficulty = BigInteger.ONE.shiftLeft(80);
        Block block = new Block(draft.header(), new BlockBody(List.of(), List.of(), Optional.empty()));
        RejectedBlockException error = assertThrows(
                RejectedBlockException.class, () -> chain.append(List.of(new NewBlock(block, Optional.empty()))));
        assertEquals("its difficulty has 81 bits", error.getMessage());
    }

    private void open(Genesis genesis) throws IOException {
        this.genesis = genesis;
        chain = new StoredChain(genesis, BlockStore.open(folder, genesis));
    }

    private void reopen() throws IOException {
        chain.close();
        open(genesis);
    }

    private Branch branch(int name) {
        return new Branch(genesis.header(), name);
    }

    private void assertHead(Branch branch) {
        assertArrayEquals(branch.last().hash(), chain.head().hash());
        Canonical.check(chain);
    }
}
