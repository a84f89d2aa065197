package org.jackfield.pool;

import static org.jackfield.pool.Samples.transaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    private final Admission admission = new Admission(Samples.PRAGUE, BigInteger.ONE, Optional.of(new FakeKzg()));
    private final MemoryPool pool =
            new MemoryPool(Samples.limits(), Samples.accounts(0, Samples.RICH), admission, Runnable::run, () -> 0L);

    @Test
    void tellsOfNewOnesInOrderUntilClosed() throws Exception {
        List<Long> told = new ArrayList<>();
        AutoCloseable listening = pool.listen(transaction -> told.add(transaction.nonce()));
        pool.add(transaction(1, 1, 1));
        pool.add(transaction(1, 0, 1));
        listening.close();
        pool.add(transaction(1, 2, 1));
        assertEquals(List.of(0L, 1L), told);
    }

    @Test
    void goesOnWhenAListenerFails() throws Exception {
        List<Long> told = new ArrayList<>();
        pool.listen(transaction -> {
            throw new IllegalStateException("a listener's fault");
        });
        pool.listen(transaction -> told.add(transaction.nonce()));
        pool.add(transaction(1, 0, 1));
        assertEquals(List.of(0L), told);
    }

    @Test
    void showsItsContentByStateSenderAndNonce() throws Exception {
        pool.add(transaction(1, 0, 1));
        pool.add(transaction(1, 2, 1));
        pool.add(transaction(2, 0, 1));
        TransactionPool.Content content = pool.content();
        Address first = Address.ofKey(Samples.key(1));
        assertEquals(2, content.pending().size());
        assertEquals(List.of(0L), List.copyOf(content.pending().get(first).keySet()));
        assertEquals(List.of(2L), List.copyOf(content.queued().get(first).keySet()));
        assertEquals(new TransactionPool.Status(2, 1), pool.status());
    }

    @Test
    void handsABlobTransactionOutWithItsSidecar() throws Exception {
        Transaction blobs = Exchange.blobTransaction(1, 0, 1);
        pool.add(blobs);
        assertTrue(pool.transaction(blobs.hash()).orElseThrow().sidecar().isPresent());
        assertTrue(pool.bytes() > 128 * 1024);
    }

    @Test
    void saysWhetherItKnowsAccounts() {
        assertTrue(pool.checksState());
        MemoryPool blind =
                new MemoryPool(Samples.limits(), new Accounts(Optional.empty()), admission, Runnable::run, () -> 0L);
        assertFalse(blind.checksState());
    }
}
