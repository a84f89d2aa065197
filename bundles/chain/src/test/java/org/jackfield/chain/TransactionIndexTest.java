package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every transaction of the canonical chain is found where it is, and no other, whatever the head has done. */
class TransactionIndexTest {

    @TempDir
    Path folder;

    private final Branch trunk = branch(1).add(4, 10);
    /** Block 6 holds at 1 what it holds at 0 in the other branch, behind one of its own. */
    private final Branch left = new Branch(trunk.last(), 2).add(4, 10);

    private final Branch right = new Branch(trunk.last(), 3).add(6, 10);
    private Optional<StoredChain> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(StoredChain::close);
    }

    @Test
    void findsEveryTransactionOfAFileAndNoOther() throws Exception {
        StoredChain chain = StoredChain.open(folder, Golden.genesis(), true);
        opened = Optional.of(chain);
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        Canonical.awaitIndex(chain);
        int found = 0;
        for (Block block : Golden.blocks()) {
            List<byte[]> hashes = block.body().transactionHashes();
            for (int i = 0; i < hashes.size(); i++, found++) {
                TransactionPlace place = chain.transaction(hashes.get(i)).orElseThrow();
                assertEquals(block.header().number(), place.number());
                assertEquals(i, place.index());
                assertArrayEquals(block.header().hash(), place.blockHash());
            }
        }
        assertEquals(84, found);
        assertEquals(TransactionIndexing.DONE, chain.transactionIndexing());
        assertTrue(chain.transaction(new byte[32]).isEmpty());
    }

    @Test
    void doesNotFindWhatIsOfASideBranchOnly() throws Exception {
        StoredChain chain = open(true);
        chain.append(trunk.blocks());
        chain.append(right.blocks());
        chain.append(left.blocks());
        assertEquals(6, number(chain, payment(right, 1, 0)));
        assertTrue(chain.transaction(payment(left, 1, 0)).isEmpty());
        Canonical.check(chain);
    }

    @Test
    void followsTheHeadThereAndBack() throws Exception {
        StoredChain chain = open(true);
        chain.append(trunk.blocks());
        chain.append(left.blocks());
        chain.append(right.blocks());
        for (Branch branch : List.of(left, right, left)) {
            chain.choose(branch.last().hash());
            Canonical.check(chain);
        }
        assertTrue(chain.transaction(payment(right, 5, 0)).isEmpty());
        reopen(true);
    }

    @Test
    void forgetsWhatIsCutOffUntilItComesBack() throws Exception {
        StoredChain chain = open(true);
        chain.append(trunk.blocks());
        chain.append(left.blocks());
        byte[] last = payment(left, 3, 0);
        chain.choose(trunk.last().hash());
        assertTrue(chain.transaction(last).isEmpty());
        chain.append(right.blocks().subList(0, 2));
        assertTrue(chain.transaction(last).isEmpty());
        Canonical.check(chain);
        chain.choose(left.last().hash());
        assertEquals(8, number(chain, last));
        Canonical.check(chain);
    }

    @Test
    void indexesAStoreThatWasMadeWithoutIt() throws Exception {
        Branch branch = branch(2).add(1500, 10);
        StoredChain chain = open(false);
        chain.append(branch.blocks());
        assertEquals(TransactionIndexing.OFF, chain.transactionIndexing());
        assertTrue(chain.transaction(payment(branch, 1, 0)).isEmpty());
        reopen(true);
        assertEquals(1500, opened.orElseThrow().head().number());
    }

    @Test
    void knowsAfterAPauseWhatHasLeftTheChainInIt() throws Exception {
        StoredChain chain = open(true);
        chain.append(trunk.blocks());
        chain.append(left.blocks());
        assertEquals(TransactionIndexing.DONE, chain.transactionIndexing());
        chain.close();
        chain = open(false);
        chain.append(right.blocks());
        reopen(true);
        // The other way round, of a branch that is known already.
        opened.orElseThrow().close();
        chain = open(false);
        chain.choose(left.last().hash());
        reopen(true);
    }

    @Test
    void leavesTheRestOfALongMoveForLater() throws Exception {
        try (BlockStore store = BlockStore.open(folder, Branch.WORK)) {
            StoreBatch batch = new StoreBatch();
            ChainAppender appender =
                    new ChainAppender(store, Branch.WORK, new TransactionIndex(store, true), change -> {});
            for (NewBlock block : left(trunk)) {
                appender.store(Candidate.of(block));
            }
            appender.commit();
            TransactionIndex small = new TransactionIndex(store, true, 3);
            new HeadMove(store, batch, small).to(store.tip(left.last().hash()).orElseThrow());
            store.commit(batch);
            assertEquals(0, store.indexed());
            assertEquals(TransactionIndexing.IN_PROGRESS, small.state());
            assertTrue(small.find(payment(trunk, 1, 0)).isEmpty());
            assertEquals(false, small.catchUp());
            assertEquals(8, store.indexed());
            assertEquals(2, small.find(payment(trunk, 1, 0)).orElseThrow().number());
        }
        Canonical.check(open(true));
    }

    private StoredChain open(boolean indexing) throws IOException {
        StoredChain chain = StoredChain.open(folder, Branch.WORK, indexing);
        opened = Optional.of(chain);
        return chain;
    }

    private void reopen(boolean indexing) throws IOException {
        opened.orElseThrow().close();
        Canonical.check(open(indexing));
    }

    private List<NewBlock> left(Branch first) {
        List<NewBlock> all = new ArrayList<>(first.blocks());
        all.addAll(left.blocks());
        return all;
    }

    private static long number(Chain chain, byte[] transaction) {
        return chain.transaction(transaction).orElseThrow().number();
    }

    private static byte[] payment(Branch branch, int block, int index) {
        return branch.block(block).block().body().transactionHashes().get(index);
    }

    private static Branch branch(int name) {
        return new Branch(Branch.WORK.header(), name);
    }
}
