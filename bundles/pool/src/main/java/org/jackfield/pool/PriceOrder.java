package org.jackfield.pool;

import java.util.Comparator;
import java.util.TreeSet;

/** Transactions from the first to go to the last: those that cannot be executed, then the cheaper, then the later. */
final class PriceOrder {

    private static final Comparator<PooledTransaction> ORDER = Comparator.<PooledTransaction, Boolean>comparing(
                    pooled -> pooled.executable)
            .thenComparing(pooled -> pooled.transaction().maxTip())
            .thenComparing(pooled -> pooled.transaction().maxFee())
            .thenComparing(pooled -> -pooled.sequence);

    private final TreeSet<PooledTransaction> order = new TreeSet<>(ORDER);
    private final int maxCount;
    private final long maxBytes;
    private long bytes;

    PriceOrder(int maxCount, long maxBytes) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
    }

    void add(PooledTransaction pooled) {
        order.add(pooled);
        bytes += pooled.footprint();
    }

    void remove(PooledTransaction pooled) {
        if (order.remove(pooled)) {
            bytes -= pooled.footprint();
        }
    }

    boolean full() {
        return order.size() > maxCount || bytes > maxBytes;
    }

    PooledTransaction first() {
        return order.first();
    }

    int size() {
        return order.size();
    }

    long bytes() {
        return bytes;
    }
}
