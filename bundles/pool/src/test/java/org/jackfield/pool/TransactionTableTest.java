package org.jackfield.pool;

import static org.jackfield.pool.Samples.RICH;
import static org.jackfield.pool.Samples.accounts;
import static org.jackfield.pool.Samples.limits;
import static org.jackfield.pool.Samples.pooled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransactionTableTest {

    private final Accounts rich = accounts(5, RICH);
    private final TransactionTable table = new TransactionTable(limits(), rich);

    @Test
    void holdsWhatFollowsTheAccountForExecutable() throws InvalidTransactionException {
        PooledTransaction first = pooled(1, 5, 1);
        assertEquals(List.of(first), table.add(first, 0));
        assertTrue(first.executable);
        assertTrue(table.find(first.hash()).isPresent());
    }

    @Test
    void queuesAfterAGapAndTellsOnceItIsFilled() throws InvalidTransactionException {
        PooledTransaction seventh = pooled(1, 7, 1);
        PooledTransaction sixth = pooled(1, 6, 1);
        PooledTransaction fifth = pooled(1, 5, 1);
        assertEquals(List.of(), table.add(seventh, 0));
        assertEquals(List.of(), table.add(sixth, 0));
        assertFalse(sixth.executable);
        assertEquals(List.of(fifth, sixth, seventh), table.add(fifth, 0));
    }

    @Test
    void refusesWhatIsKnownAndWhatIsPast() throws InvalidTransactionException {
        table.add(pooled(1, 5, 1), 0);
        assertRefused("already known", pooled(1, 5, 1));
        assertRefused("nonce too low: next nonce 5, tx nonce 4", pooled(1, 4, 1));
    }

    @Test
    void replacesForTenPerCentMore() throws InvalidTransactionException {
        PooledTransaction old = pooled(1, 5, 100);
        table.add(old, 0);
        assertRefused("replacement transaction underpriced", pooled(1, 5, 109));
        PooledTransaction better = pooled(1, 5, 110);
        assertEquals(List.of(better), table.add(better, 0));
        assertTrue(table.find(old.hash()).isEmpty());
        assertEquals(1, table.all().size());
    }

    @Test
    void keepsTheRestOfTheQueueExecutableThroughAReplacement() throws InvalidTransactionException {
        PooledTransaction next = pooled(1, 6, 1);
        table.add(pooled(1, 5, 1), 0);
        table.add(next, 0);
        table.add(pooled(1, 5, 2), 0);
        assertTrue(next.executable);
    }

    @Test
    void countsTheCostOfAllOfASender() throws InvalidTransactionException {
        BigInteger one = pooled(1, 5, 1).cost();
        TransactionTable poor = new TransactionTable(limits(), accounts(5, one.multiply(BigInteger.TWO)));
        poor.add(pooled(1, 5, 1), 0);
        poor.add(pooled(1, 6, 1), 0);
        InvalidTransactionException refusal =
                assertThrows(InvalidTransactionException.class, () -> poor.add(pooled(1, 7, 1), 0));
        assertTrue(refusal.getMessage().startsWith("insufficient funds"), refusal.getMessage());
        // A replacement only costs the difference.
        assertThrows(InvalidTransactionException.class, () -> poor.add(pooled(1, 6, 2), 0));
        poor.add(pooled(2, 5, 2), 0);
    }

    @Test
    void takesTwoThousandOfOneSender() throws InvalidTransactionException {
        int told = 0;
        for (int i = 0; i < 2000; i++) {
            told += table.add(pooled(1, 5 + i, 1), 0).size();
        }
        assertEquals(2000, told);
    }

    @Test
    void takesThousandsOfOneSenderFromTheLastToTheFirst() throws InvalidTransactionException {
        int told = 0;
        for (int nonce = 2004; nonce >= 5; nonce--) {
            told += table.add(pooled(1, nonce, 1), 0).size();
            assertEquals(nonce > 5 ? 0 : 2000, told);
        }
    }

    @Test
    void givesBackWhatADroppedOrReplacedOneCosts() throws InvalidTransactionException {
        BigInteger one = pooled(1, 5, 1).cost();
        TransactionTable poor = new TransactionTable(limits(), accounts(5, one.multiply(BigInteger.valueOf(4))));
        PooledTransaction next = pooled(1, 6, 1);
        poor.add(pooled(1, 5, 1), 0);
        poor.add(pooled(1, 5, 3), 0);
        poor.add(next, 0);
        assertThrows(InvalidTransactionException.class, () -> poor.add(pooled(1, 7, 1), 0));
        poor.drop(next);
        poor.add(pooled(1, 6, 1), 0);
    }

    @Test
    void boundsWhatASenderMayQueueAndHave() throws InvalidTransactionException {
        TransactionTable small = new TransactionTable(limits(100, 4, 2), rich);
        small.add(pooled(1, 8, 1), 0);
        small.add(pooled(1, 10, 1), 0);
        assertThrows(InvalidTransactionException.class, () -> small.add(pooled(1, 12, 1), 0));
        small.add(pooled(1, 5, 1), 0);
        small.add(pooled(1, 6, 1), 0);
        InvalidTransactionException refusal =
                assertThrows(InvalidTransactionException.class, () -> small.add(pooled(1, 7, 1), 0));
        assertEquals("account limit exceeded: pooled 4 txs", refusal.getMessage());
        assertEquals(InvalidTransactionException.Kind.MOMENT, refusal.kind());
    }

    @Test
    void evictsWhatCannotBeExecutedThenTheCheapest() throws InvalidTransactionException {
        TransactionTable small = new TransactionTable(limits(3, 10, 10), rich);
        PooledTransaction queued = pooled(1, 9, 50);
        PooledTransaction cheap = pooled(2, 5, 1);
        PooledTransaction dear = pooled(3, 5, 3);
        small.add(queued, 0);
        small.add(cheap, 0);
        small.add(dear, 0);
        small.add(pooled(4, 5, 2), 0);
        assertTrue(small.find(queued.hash()).isEmpty());
        assertThrows(InvalidTransactionException.class, () -> small.add(pooled(5, 5, 1), 0));
        small.add(pooled(6, 5, 2), 0);
        assertTrue(small.find(cheap.hash()).isEmpty());
        assertTrue(small.find(dear.hash()).isPresent());
    }

    @Test
    void dropsWhatTheAccountHasGonePast() throws InvalidTransactionException {
        PooledTransaction eighth = pooled(1, 8, 1);
        table.add(pooled(1, 5, 1), 0);
        table.add(pooled(1, 6, 1), 0);
        table.add(eighth, 0);
        rich.next(eighth.sender(), 8);
        assertEquals(List.of(eighth), table.advance(eighth.sender()));
        assertEquals(1, table.all().size());
    }

    @Test
    void forgetsWhatHasWaitedTooLong() throws InvalidTransactionException {
        PooledTransaction executable = pooled(1, 5, 1);
        table.add(executable, 0);
        table.add(pooled(2, 9, 1), 0);
        table.expire(9_999);
        assertEquals(2, table.all().size());
        table.expire(10_000);
        assertEquals(List.of(executable), List.copyOf(table.all()));
    }

    @Test
    void takesTheLowestNonceForTheNextWhereAccountsAreUnknown() throws InvalidTransactionException {
        TransactionTable blind = new TransactionTable(limits(), new Accounts(Optional.empty()));
        PooledTransaction ninth = pooled(1, 9, 1);
        PooledTransaction seventh = pooled(1, 7, 1);
        assertEquals(List.of(ninth), blind.add(ninth, 0));
        assertEquals(List.of(seventh), blind.add(seventh, 0));
        assertFalse(ninth.executable);
        assertEquals(List.of(), blind.add(pooled(1, 10, 1), 0));
    }

    /** Whatever comes, counts stay within the limits, and what is executable follows without gap. */
    @Test
    void staysWithinItsLimitsWhateverComes() {
        TransactionTable small = new TransactionTable(limits(50, 8, 3), accounts(0, RICH));
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            int sender = random.nextInt(20);
            int nonce = random.nextInt(12);
            PooledTransaction pooled = pooled(sender, nonce, 1 + random.nextInt(40));
            try {
                small.add(pooled, i);
            } catch (InvalidTransactionException e) {
                assertFalse(e.getMessage().isEmpty());
            }
            assertTrue(small.all().size() <= 50);
        }
        for (PooledTransaction pooled : small.all()) {
            boolean follows = pooled.nonce() == 0
                    || small.all().stream()
                            .anyMatch(other -> other.sender().equals(pooled.sender())
                                    && other.nonce() == pooled.nonce() - 1
                                    && other.executable);
            assertEquals(follows, pooled.executable);
        }
        assertTrue(small.bytes() > 0 && small.bytes() < 50 * 2048);
    }

    private void assertRefused(String reason, PooledTransaction pooled) {
        InvalidTransactionException refusal =
                assertThrows(InvalidTransactionException.class, () -> table.add(pooled, 0));
        assertTrue(refusal.getMessage().startsWith(reason), refusal.getMessage());
    }
}
