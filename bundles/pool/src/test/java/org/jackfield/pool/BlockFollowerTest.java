package org.jackfield.pool;

import static org.jackfield.pool.Samples.key;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.HeadChange;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;

class BlockFollowerTest {

    private final FakeChain chain = new FakeChain();
    private final Admission admission = new Admission(ChainRules.at(chain), BigInteger.ONE, Optional.of(new FakeKzg()));
    private final MemoryPool pool =
            new MemoryPool(Samples.limits(), Samples.accounts(0, Samples.RICH), admission, Runnable::run, () -> 0L);
    private final List<Hash> settled = new ArrayList<>();
    private final BlockFollower follower = new BlockFollower(chain, pool, admission, settled::add, Runnable::run);

    @Test
    void takesOutWhatABlockHasAndWhatItOvertakes() throws Exception {
        pool.add(transaction(1, 0, 1));
        pool.add(transaction(1, 1, 1));
        pool.add(transaction(2, 0, 1));
        Transaction other = transaction(1, 0, 9);
        chain.add(List.of(other, transaction(2, 0, 1)));
        moved();
        assertEquals(new TransactionPool.Status(1, 0), pool.status());
        assertTrue(settled.contains(Hash.of(other.hash())));
        InvalidTransactionException late =
                assertThrows(InvalidTransactionException.class, () -> pool.add(transaction(1, 0, 20)));
        assertTrue(late.getMessage().startsWith("nonce too low"), late.getMessage());
    }

    @Test
    void makesWhatWaitedExecutableAndTellsOfIt() throws Exception {
        List<Hash> told = new ArrayList<>();
        pool.hear(pooled -> told.add(pooled.hash()));
        Transaction second = transaction(1, 1, 1);
        pool.add(second);
        assertEquals(List.of(), told);
        chain.add(List.of(transaction(1, 0, 1)));
        moved();
        assertEquals(List.of(Hash.of(second.hash())), told);
    }

    @Test
    void takesBackWhatIsReorganisedAway() throws Exception {
        Transaction lost = transaction(1, 0, 1);
        Transaction alsoLost = transaction(1, 1, 1);
        Transaction kept = transaction(2, 0, 1);
        chain.add(List.of());
        moved();
        chain.add(List.of(lost, kept));
        moved();
        chain.add(List.of(alsoLost));
        moved();
        assertEquals(new TransactionPool.Status(0, 0), pool.status());
        chain.replaceTop(2, List.of(kept));
        moved();
        assertEquals(new TransactionPool.Status(2, 0), pool.status());
        assertTrue(pool.transaction(lost.hash()).isPresent());
        assertTrue(pool.transaction(alsoLost.hash()).isPresent());
        assertTrue(pool.transaction(kept.hash()).isEmpty());
    }

    @Test
    void takesBackBlobTransactionsThatItHad() throws Exception {
        Transaction had = blobTransaction(1);
        Transaction foreign = blobTransaction(2);
        pool.add(had);
        chain.add(List.of());
        moved();
        chain.add(List.of(bare(had), bare(foreign)));
        moved();
        assertEquals(new TransactionPool.Status(0, 0), pool.status());
        chain.replaceTop(1, List.of());
        moved();
        assertEquals(new TransactionPool.Status(1, 0), pool.status());
        assertArrayEquals(
                had.pooled().encoded(),
                pool.transaction(had.hash()).orElseThrow().pooled().encoded());
    }

    @Test
    void readsTheLastBlocksOnlyAfterALongWay() throws Exception {
        pool.add(transaction(1, 0, 1));
        pool.add(transaction(2, 0, 1));
        chain.add(List.of(transaction(1, 0, 1)));
        for (int i = 0; i < 100; i++) {
            chain.add(i == 90 ? List.of(transaction(2, 0, 1)) : List.of());
        }
        moved();
        assertTrue(pool.transaction(transaction(1, 0, 1).hash()).isPresent());
        assertTrue(pool.transaction(transaction(2, 0, 1).hash()).isEmpty());
    }

    private void moved() {
        ChainHead head = chain.head();
        follower.headChanged(new HeadChange(head, head, head.number()));
    }

    private static Transaction blobTransaction(int sender) {
        return Exchange.blobDraft(sender, 0, 1, FakeChain.CHAIN_ID).signed(key(sender));
    }

    /** As blocks have it. */
    private static Transaction bare(Transaction transaction) {
        return PooledTransaction.with(transaction, Optional.empty());
    }

    private static Transaction transaction(int sender, long nonce, long gwei) {
        TransactionDraft draft = Samples.draft(nonce, gwei);
        draft.chainId = Optional.of(FakeChain.CHAIN_ID);
        return draft.signed(key(sender));
    }
}
