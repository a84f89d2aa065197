package org.jackfield.pool;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool, in memory. One lock, held for look-ups and never for cryptography; listeners are called by the executor, one
 * after another.
 */
final class MemoryPool implements TransactionPool {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryPool.class);

    private final Admission admission;
    private final Executor executor;
    private final LongSupplier millis;
    private final List<Consumer<PooledTransaction>> listeners = new CopyOnWriteArrayList<>();

    private final Mutex mutex = new Mutex();
    private final Accounts accounts;
    private final TransactionTable table;

    /**
     * @param executor of one thread
     * @param millis a clock that only rises
     */
    MemoryPool(PoolLimits limits, Accounts accounts, Admission admission, Executor executor, LongSupplier millis) {
        this.accounts = accounts;
        this.admission = admission;
        this.executor = executor;
        this.millis = millis;
        table = new TransactionTable(limits, accounts);
    }

    @Override
    public void add(Transaction transaction) throws InvalidTransactionException {
        offer(admission.judge(transaction));
    }

    /** Adds one that has been judged. */
    void offer(PooledTransaction pooled) throws InvalidTransactionException {
        mutex.locked(() -> tell(table.add(pooled, millis.getAsLong())));
    }

    /** Judges what {@link #offer} would, but not whether it replaces another one or finds room. */
    void probe(PooledTransaction pooled) throws InvalidTransactionException {
        mutex.locked(() -> table.checkAccount(pooled));
    }

    Optional<PooledTransaction> find(Hash hash) {
        return mutex.locked(() -> table.find(hash));
    }

    /** What can be executed, in the order in which it came. */
    List<PooledTransaction> executable() {
        return mutex.locked(() -> table.all().stream()
                .filter(pooled -> pooled.executable)
                .sorted(Comparator.comparingLong(pooled -> pooled.sequence))
                .toList());
    }

    @Override
    public Optional<Transaction> transaction(byte[] hash) {
        return find(Hash.of(hash)).map(PooledTransaction::complete);
    }

    @Override
    public Content content() {
        List<PooledTransaction> all = mutex.locked(() -> List.copyOf(table.all()));
        return new Content(content(all, true), content(all, false));
    }

    @Override
    public Status status() {
        return mutex.locked(() -> {
            int pending = (int)
                    table.all().stream().filter(pooled -> pooled.executable).count();
            return new Status(pending, table.all().size() - pending);
        });
    }

    @Override
    public boolean checksState() {
        return accounts.known();
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        return hear(pooled -> listener.added(pooled.complete()));
    }

    /** As {@link #listen}, for this bundle. */
    AutoCloseable hear(Consumer<PooledTransaction> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Removes what has waited too long. */
    void expire() {
        mutex.locked(() -> table.expire(millis.getAsLong()));
    }

    /** That an account's next nonce is another one now: what came before it leaves the pool. */
    void advance(Address sender, long nonce) {
        mutex.locked(() -> {
            accounts.next(sender, nonce);
            tell(table.advance(sender));
        });
    }

    /** Whether what blocks have makes no difference. */
    boolean isIdle() {
        return !checksState() && mutex.locked(() -> table.all().isEmpty());
    }

    /** Memory that transactions take, about. */
    long bytes() {
        return mutex.locked(table::bytes);
    }

    /** Called with the lock held, so that the order is kept. */
    private void tell(List<PooledTransaction> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> fresh.forEach(pooled -> listeners.forEach(listener -> call(listener, pooled))));
        } catch (RejectedExecutionException e) {
            LOG.debug("The pool is closing, nobody is told of {} transactions", fresh.size());
        }
    }

    private static void call(Consumer<PooledTransaction> listener, PooledTransaction pooled) {
        try {
            listener.accept(pooled);
        } catch (RuntimeException e) {
            LOG.warn("A listener of the transaction pool fails", e);
        }
    }

    private static SortedMap<Address, SortedMap<Long, Transaction>> content(
            List<PooledTransaction> all, boolean executable) {
        SortedMap<Address, SortedMap<Long, Transaction>> content =
                new TreeMap<>((one, other) -> Arrays.compareUnsigned(one.bytes(), other.bytes()));
        for (PooledTransaction pooled : all) {
            if (pooled.executable == executable) {
                content.computeIfAbsent(pooled.sender(), sender -> new TreeMap<>(Long::compareUnsigned))
                        .put(pooled.nonce(), pooled.complete());
            }
        }
        return content;
    }
}
