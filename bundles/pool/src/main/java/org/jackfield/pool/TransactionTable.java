package org.jackfield.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;

/**
 * The transactions that are held, by hash and by sender, within their limits. Executable are those of a sender that follow
 * its account's nonce without a gap; where that nonce is unknown, the lowest one held is taken for it. Guarded by the pool's
 * lock.
 */
final class TransactionTable {

    private final PoolLimits limits;
    private final Accounts accounts;
    private final Map<Hash, PooledTransaction> byHash = new HashMap<>();
    private final Map<Address, NavigableMap<Long, PooledTransaction>> bySender = new HashMap<>();
    private final PriceOrder plain;
    private final PriceOrder blobs;
    private long sequence;

    TransactionTable(PoolLimits limits, Accounts accounts) {
        this.limits = limits;
        this.accounts = accounts;
        plain = new PriceOrder(limits.maxTransactions(), limits.maxBytes());
        blobs = new PriceOrder(limits.maxTransactions(), limits.maxBlobBytes());
    }

    Optional<PooledTransaction> find(Hash hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    Collection<PooledTransaction> all() {
        return byHash.values();
    }

    long bytes() {
        return plain.bytes() + blobs.bytes();
    }

    /**
     * Takes one in. Another one of the same nonce is replaced, if it pays enough more; the cheapest go if there are too many.
     *
     * @return those that nothing is missing before any more
     * @throws InvalidTransactionException if it is not taken; nothing has changed then but that cheaper ones may be gone
     */
    List<PooledTransaction> add(PooledTransaction pooled, long now) throws InvalidTransactionException {
        if (byHash.containsKey(pooled.hash())) {
            throw new InvalidTransactionException("already known", InvalidTransactionException.Kind.MOMENT);
        }
        checkAccount(pooled);
        NavigableMap<Long, PooledTransaction> queue =
                bySender.getOrDefault(pooled.sender(), new TreeMap<>(Long::compareUnsigned));
        Optional<PooledTransaction> replaced = Optional.ofNullable(queue.get(pooled.nonce()));
        if (replaced.isPresent()) {
            checkBump(replaced.get(), pooled);
        } else {
            checkShare(queue, pooled);
        }
        checkCost(queue.values(), replaced, pooled);
        pooled.since = now;
        pooled.sequence = sequence++;
        replaced.ifPresent(this::remove);
        insert(pooled);
        makeRoom(pooled, replaced);
        refresh(pooled.sender());
        return untold(pooled.sender());
    }

    /** Judges the nonce and what the account has to pay for this one alone. */
    void checkAccount(PooledTransaction pooled) throws InvalidTransactionException {
        OptionalLong next = accounts.nonce(pooled.sender());
        if (next.isPresent() && Long.compareUnsigned(pooled.nonce(), next.getAsLong()) < 0) {
            throw new InvalidTransactionException(String.format(
                    "nonce too low: next nonce %s, tx nonce %s",
                    Long.toUnsignedString(next.getAsLong()), Long.toUnsignedString(pooled.nonce())));
        }
        checkCost(List.of(), Optional.empty(), pooled);
    }

    /** Removes one; those after it are no longer executable. */
    void drop(PooledTransaction pooled) {
        remove(pooled);
        refresh(pooled.sender());
    }

    /**
     * Removes what a sender's account has gone past.
     *
     * @return those that nothing is missing before any more
     */
    List<PooledTransaction> advance(Address sender) {
        OptionalLong next = accounts.nonce(sender);
        NavigableMap<Long, PooledTransaction> queue = bySender.get(sender);
        if (queue == null || next.isEmpty()) {
            return List.of();
        }
        new ArrayList<>(queue.headMap(next.getAsLong(), false).values()).forEach(this::remove);
        refresh(sender);
        return untold(sender);
    }

    /** Removes what has waited too long for another one. */
    void expire(long now) {
        List<PooledTransaction> late = byHash.values().stream()
                .filter(pooled -> !pooled.executable && now - pooled.since >= limits.queuedMillis())
                .toList();
        late.forEach(this::drop);
    }

    private void checkBump(PooledTransaction old, PooledTransaction pooled) throws InvalidTransactionException {
        boolean ofBlobs = old.hasBlobs() || pooled.hasBlobs();
        int bump = ofBlobs ? limits.blobPriceBump() : limits.priceBump();
        Transaction before = old.transaction();
        Transaction after = pooled.transaction();
        boolean enough = bumped(before.maxTip(), after.maxTip(), bump)
                && bumped(before.maxFee(), after.maxFee(), bump)
                && (!old.hasBlobs() || !pooled.hasBlobs() || bumped(before.maxBlobFee(), after.maxBlobFee(), bump));
        TransactionRules.require(
                enough,
                "replacement transaction underpriced: fees have to be %d %% above those of %s",
                bump,
                old.hash());
    }

    private static boolean bumped(BigInteger before, BigInteger after, int percent) {
        BigInteger hundred = BigInteger.valueOf(100);
        BigInteger least = before.multiply(BigInteger.valueOf(100L + percent));
        return after.compareTo(before) > 0 && after.multiply(hundred).compareTo(least) >= 0;
    }

    private void checkShare(NavigableMap<Long, PooledTransaction> queue, PooledTransaction pooled)
            throws InvalidTransactionException {
        limit(queue.size(), limits.maxPerSender(), "pooled");
        if (pooled.hasBlobs()) {
            long held =
                    queue.values().stream().filter(PooledTransaction::hasBlobs).count();
            limit(held, limits.maxBlobsPerSender(), "pooled with blobs");
        }
        boolean follows = queue.isEmpty()
                ? accounts.nonce(pooled.sender()).orElse(pooled.nonce()) == pooled.nonce()
                : Long.compareUnsigned(pooled.nonce(), queue.lastKey() + 1) <= 0;
        if (!follows) {
            long queued =
                    queue.values().stream().filter(other -> !other.executable).count();
            limit(queued, limits.maxQueuedPerSender(), "queued");
        }
    }

    private static void limit(long held, int most, String what) throws InvalidTransactionException {
        if (held >= most) {
            throw new InvalidTransactionException(
                    "account limit exceeded: " + what + " " + held + " txs", InvalidTransactionException.Kind.MOMENT);
        }
    }

    private void checkCost(
            Collection<PooledTransaction> others, Optional<PooledTransaction> replaced, PooledTransaction pooled)
            throws InvalidTransactionException {
        Optional<BigInteger> balance = accounts.balance(pooled.sender());
        if (balance.isEmpty()) {
            return;
        }
        BigInteger cost = pooled.cost();
        for (PooledTransaction other : others) {
            cost = cost.add(other.cost());
        }
        if (replaced.isPresent()) {
            cost = cost.subtract(replaced.get().cost());
        }
        TransactionRules.require(
                balance.get().compareTo(cost) >= 0,
                "insufficient funds for gas * price + value: balance %s, pooled and tx cost %s",
                balance.get(),
                cost);
    }

    private void insert(PooledTransaction pooled) {
        byHash.put(pooled.hash(), pooled);
        bySender.computeIfAbsent(pooled.sender(), sender -> new TreeMap<>(Long::compareUnsigned))
                .put(pooled.nonce(), pooled);
        // Its true mark counts when it is compared with the cheapest.
        pooled.executable = follows(pooled);
        order(pooled).add(pooled);
    }

    private boolean follows(PooledTransaction pooled) {
        NavigableMap<Long, PooledTransaction> queue = bySender.get(pooled.sender());
        OptionalLong next = accounts.nonce(pooled.sender());
        if (pooled.nonce() == next.orElse(queue.firstKey())) {
            return true;
        }
        PooledTransaction before = queue.get(pooled.nonce() - 1);
        return before != null && before.executable;
    }

    private void remove(PooledTransaction pooled) {
        byHash.remove(pooled.hash());
        order(pooled).remove(pooled);
        NavigableMap<Long, PooledTransaction> queue = bySender.get(pooled.sender());
        queue.remove(pooled.nonce(), pooled);
        if (queue.isEmpty()) {
            bySender.remove(pooled.sender());
        }
    }

    private void makeRoom(PooledTransaction pooled, Optional<PooledTransaction> replaced)
            throws InvalidTransactionException {
        PriceOrder order = order(pooled);
        while (order.full()) {
            PooledTransaction cheapest = order.first();
            drop(cheapest);
            if (cheapest == pooled) {
                replaced.ifPresent(this::insert);
                refresh(pooled.sender());
                throw new InvalidTransactionException(
                        "transaction underpriced: the pool is full", InvalidTransactionException.Kind.MOMENT);
            }
        }
    }

    /** Marks what can be executed. */
    private void refresh(Address sender) {
        NavigableMap<Long, PooledTransaction> queue = bySender.get(sender);
        if (queue == null) {
            return;
        }
        long expected = accounts.nonce(sender).orElse(queue.firstKey());
        for (PooledTransaction pooled : queue.values()) {
            boolean executable = pooled.nonce() == expected;
            expected = executable ? expected + 1 : expected;
            mark(pooled, executable);
        }
    }

    /** What can be executed and listeners have not been told of; they are now. */
    private List<PooledTransaction> untold(Address sender) {
        List<PooledTransaction> fresh = new ArrayList<>();
        for (PooledTransaction pooled :
                bySender.getOrDefault(sender, Collections.emptyNavigableMap()).values()) {
            if (pooled.executable && !pooled.told) {
                pooled.told = true;
                fresh.add(pooled);
            }
        }
        return fresh;
    }

    private void mark(PooledTransaction pooled, boolean executable) {
        if (pooled.executable != executable) {
            order(pooled).remove(pooled);
            pooled.executable = executable;
            order(pooled).add(pooled);
        }
    }

    private PriceOrder order(PooledTransaction pooled) {
        return pooled.hasBlobs() ? blobs : plain;
    }
}
