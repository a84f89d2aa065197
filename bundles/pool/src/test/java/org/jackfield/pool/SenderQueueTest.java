package org.jackfield.pool;

import static org.jackfield.pool.Samples.pooled;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SenderQueueTest {

    private static final int NONCES = 12;

    private final PriceOrder order = new PriceOrder(100, 1 << 20);
    private final NavigableMap<Long, PooledTransaction> held = new TreeMap<>();
    private long sequence;
    private OptionalLong account = OptionalLong.empty();

    @Test
    void countsAndMarksAsWhoCountsAllEachTime() {
        followsThroughRandomSteps(OptionalLong.of(3));
    }

    @Test
    void takesTheLowestForTheNextWhereTheAccountIsUnknown() {
        followsThroughRandomSteps(OptionalLong.empty());
    }

    private void followsThroughRandomSteps(OptionalLong known) {
        account = known;
        SenderQueue queue = new SenderQueue(pooled -> order, account);
        Random random = new Random(7);
        for (int step = 0; step < 10_000; step++) {
            long nonce = random.nextInt(NONCES);
            if (known.isPresent() && random.nextInt(10) == 0) {
                account = OptionalLong.of(nonce);
                queue.account(account);
            } else if (held.containsKey(nonce)) {
                drop(queue, held.remove(nonce));
            } else {
                PooledTransaction pooled = pooled(1, nonce, 1 + random.nextInt(3));
                held.put(nonce, pooled);
                put(queue, pooled);
            }
            assertFollows(queue);
        }
    }

    @Test
    void tellsOnceOfEachThatCanBeExecuted() {
        SenderQueue queue = new SenderQueue(pooled -> order, OptionalLong.of(0));
        PooledTransaction second = pooled(1, 1, 1);
        PooledTransaction first = pooled(1, 0, 1);
        put(queue, second);
        assertEquals(List.of(), queue.takeUntold());
        put(queue, first);
        assertEquals(List.of(first, second), queue.takeUntold());
        drop(queue, first);
        put(queue, first);
        assertEquals(List.of(), queue.takeUntold());
    }

    private void put(SenderQueue queue, PooledTransaction pooled) {
        pooled.sequence = sequence++;
        queue.put(pooled);
        order.add(pooled);
        queue.refresh(pooled.nonce());
    }

    private void drop(SenderQueue queue, PooledTransaction pooled) {
        order.remove(pooled);
        queue.remove(pooled);
        queue.refresh(pooled.nonce());
    }

    private void assertFollows(SenderQueue queue) {
        BigInteger cost = BigInteger.ZERO;
        int queued = 0;
        long expected = account.orElse(held.isEmpty() ? 0 : held.firstKey());
        for (PooledTransaction pooled : held.values()) {
            boolean executable = pooled.nonce() == expected;
            expected += executable ? 1 : 0;
            queued += executable ? 0 : 1;
            cost = cost.add(pooled.cost());
            assertEquals(executable, pooled.executable, () -> "nonce " + pooled.nonce() + " of " + held.keySet());
        }
        assertEquals(cost, queue.cost());
        assertEquals(queued, queue.queued());
        assertEquals(held.size(), order.size());
    }
}
