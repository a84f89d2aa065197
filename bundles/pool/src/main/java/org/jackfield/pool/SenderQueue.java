package org.jackfield.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One sender's transactions by nonce, with what would be slow to count anew for each one that comes: whoever sends thousands
 * in one message is to cost no more for each than whoever sends one. Guarded by the pool's lock.
 */
final class SenderQueue {

    private final NavigableMap<Long, PooledTransaction> byNonce = new TreeMap<>(Long::compareUnsigned);
    /** What can be executed and listeners have not heard of. */
    private final NavigableMap<Long, PooledTransaction> untold = new TreeMap<>(Long::compareUnsigned);

    private final Function<PooledTransaction, PriceOrder> orders;

    private OptionalLong next;
    private BigInteger cost = BigInteger.ZERO;
    private int blobs;
    private int executable;

    /**
     * @param orders the one that a transaction is in, which its marks decide on
     * @param next the account's nonce, if it is known
     */
    SenderQueue(Function<PooledTransaction, PriceOrder> orders, OptionalLong next) {
        this.orders = orders;
        this.next = next;
    }

    Optional<PooledTransaction> at(long nonce) {
        return Optional.ofNullable(byNonce.get(nonce));
    }

    Collection<PooledTransaction> before(long nonce) {
        return List.copyOf(byNonce.headMap(nonce, false).values());
    }

    boolean isEmpty() {
        return byNonce.isEmpty();
    }

    int size() {
        return byNonce.size();
    }

    /** How many wait for a lower nonce. */
    int queued() {
        return byNonce.size() - executable;
    }

    /** How many have blobs. */
    int blobs() {
        return blobs;
    }

    /** Of all together. */
    BigInteger cost() {
        return cost;
    }

    /** Whether one of that nonce leaves no gap beyond those there are. */
    boolean closesUp(long nonce) {
        return isEmpty() ? next.orElse(nonce) == nonce : Long.compareUnsigned(nonce, byNonce.lastKey() + 1) <= 0;
    }

    /** Puts one in, where there is none, and sets its own mark; those after it need {@link #refresh}. */
    void put(PooledTransaction pooled) {
        byNonce.put(pooled.nonce(), pooled);
        cost = cost.add(pooled.cost());
        blobs += pooled.hasBlobs() ? 1 : 0;
        set(pooled, isExecutable(pooled));
    }

    /** Those after it need {@link #refresh}. */
    void remove(PooledTransaction pooled) {
        if (byNonce.remove(pooled.nonce(), pooled)) {
            cost = cost.subtract(pooled.cost());
            blobs -= pooled.hasBlobs() ? 1 : 0;
            executable -= pooled.executable ? 1 : 0;
            untold.remove(pooled.nonce());
        }
    }

    /** What is known of the account's nonce now. */
    void account(OptionalLong nonce) {
        OptionalLong former = next;
        next = nonce;
        if (!nonce.equals(former)) {
            former.ifPresent(this::refresh);
            nonce.ifPresent(this::refresh);
        }
    }

    /**
     * Marks anew what can be executed, after the transaction of a nonce came or went. A mark follows from the one before it:
     * beyond the first that stays, all do.
     */
    void refresh(long nonce) {
        for (PooledTransaction pooled : byNonce.tailMap(nonce, true).values()) {
            boolean now = isExecutable(pooled);
            if (now != pooled.executable) {
                PriceOrder order = orders.apply(pooled);
                order.remove(pooled);
                executable -= pooled.executable ? 1 : 0;
                set(pooled, now);
                order.add(pooled);
            } else if (pooled.nonce() != nonce) {
                return;
            }
        }
    }

    /** What can be executed and listeners have not been told of; they are now. */
    List<PooledTransaction> takeUntold() {
        List<PooledTransaction> fresh = new ArrayList<>(untold.values());
        fresh.forEach(pooled -> pooled.told = true);
        untold.clear();
        return fresh;
    }

    private boolean isExecutable(PooledTransaction pooled) {
        if (pooled.nonce() == next.orElse(byNonce.firstKey())) {
            return true;
        }
        Map.Entry<Long, PooledTransaction> before = byNonce.lowerEntry(pooled.nonce());
        return before != null && before.getKey() == pooled.nonce() - 1 && before.getValue().executable;
    }

    private void set(PooledTransaction pooled, boolean now) {
        pooled.executable = now;
        executable += now ? 1 : 0;
        if (now && !pooled.told) {
            untold.put(pooled.nonce(), pooled);
        } else {
            untold.remove(pooled.nonce());
        }
    }
}
