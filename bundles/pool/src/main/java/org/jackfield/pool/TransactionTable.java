package org.jackfield.pool;

import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;

/**
 * The transactions that are held, by hash and by sender, within their limits. Executable are those of a sender that follow
 * its account's nonce without a gap; where that nonce is unknown, the lowest one held is taken for it. Guarded by the pool's
 * lock.
 */
final class TransactionTable {

    private final PoolLimits limits;
    private final Accounts accounts;
    private final Map<Hash, PooledTransaction> byHash = new HashMap<>();
    private final Map<Address, SenderQueue> bySender = new HashMap<>();
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
        SenderQueue queue = queue(pooled.sender());
        Optional<PooledTransaction> replaced = queue.at(pooled.nonce());
        if (replaced.isPresent()) {
            checkBump(replaced.get(), pooled);
        } else {
            checkShare(queue, pooled);
        }
        checkCost(queue.cost().subtract(replaced.map(PooledTransaction::cost).orElse(BigInteger.ZERO)), pooled);
        pooled.since = now;
        pooled.sequence = sequence++;
        replaced.ifPresent(this::remove);
        insert(pooled);
        makeRoom(pooled, replaced);
        refresh(pooled.sender(), pooled.nonce());
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
        checkCost(BigInteger.ZERO, pooled);
    }

    /** Removes one; those after it are no longer executable. */
    void drop(PooledTransaction pooled) {
        remove(pooled);
        refresh(pooled.sender(), pooled.nonce());
    }

    /**
     * Removes what a sender's account has gone past.
     *
     * @return those that nothing is missing before any more
     */
    List<PooledTransaction> advance(Address sender) {
        OptionalLong next = accounts.nonce(sender);
        if (next.isPresent()) {
            queue(sender).before(next.getAsLong()).forEach(this::remove);
            refresh(sender, next.getAsLong());
        }
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
        TransactionRules.requirePrice(
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

    private void checkShare(SenderQueue queue, PooledTransaction pooled) throws InvalidTransactionException {
        limit(queue.size(), limits.maxPerSender(), "pooled");
        if (pooled.hasBlobs()) {
            limit(queue.blobs(), limits.maxBlobsPerSender(), "pooled with blobs");
        }
        if (!queue.closesUp(pooled.nonce())) {
            limit(queue.queued(), limits.maxQueuedPerSender(), "queued");
        }
    }

    private static void limit(long held, int most, String what) throws InvalidTransactionException {
        if (held >= most) {
            throw new InvalidTransactionException(
                    "account limit exceeded: " + what + " " + held + " txs", InvalidTransactionException.Kind.MOMENT);
        }
    }

    /**
     * @param others what the sender's other transactions cost, which are to stay
     */
    private void checkCost(BigInteger others, PooledTransaction pooled) throws InvalidTransactionException {
        Optional<BigInteger> balance = accounts.balance(pooled.sender());
        if (balance.isEmpty()) {
            return;
        }
        BigInteger cost = others.add(pooled.cost());
        TransactionRules.require(
                balance.get().compareTo(cost) >= 0,
                "insufficient funds for gas * price + value: balance %s, pooled and tx cost %s",
                balance.get(),
                cost);
    }

    private void insert(PooledTransaction pooled) {
        byHash.put(pooled.hash(), pooled);
        // Its true mark, which this sets, counts when it is compared with the cheapest.
        bySender.computeIfAbsent(pooled.sender(), this::queue).put(pooled);
        order(pooled).add(pooled);
    }

    private void remove(PooledTransaction pooled) {
        byHash.remove(pooled.hash());
        order(pooled).remove(pooled);
        SenderQueue queue = bySender.get(pooled.sender());
        queue.remove(pooled);
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
                refresh(pooled.sender(), pooled.nonce());
                throw new InvalidTransactionException(
                        "transaction underpriced: the pool is full", InvalidTransactionException.Kind.MOMENT);
            }
        }
    }

    /** That of a sender, or an empty one which is not held. */
    private SenderQueue queue(Address sender) {
        OptionalLong next = accounts.nonce(sender);
        SenderQueue queue = bySender.get(sender);
        if (queue == null) {
            return new SenderQueue(this::order, next);
        }
        queue.account(next);
        return queue;
    }

    private void refresh(Address sender, long nonce) {
        Optional.ofNullable(bySender.get(sender)).ifPresent(queue -> queue.refresh(nonce));
    }

    private List<PooledTransaction> untold(Address sender) {
        return Optional.ofNullable(bySender.get(sender))
                .map(SenderQueue::takeUntold)
                .orElse(List.of());
    }

    private PriceOrder order(PooledTransaction pooled) {
        return pooled.hasBlobs() ? blobs : plain;
    }
}
