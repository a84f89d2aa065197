package org.jackfield.pool;

import java.util.Optional;
import java.util.SortedMap;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Valid transactions that wait for their block. A service; for any thread. Memory is bounded by the configuration. What a
 * block of the chain has in it leaves the pool, and comes back if the block is reorganised away.
 */
@ProviderType
public interface TransactionPool {

    /**
     * Adds one of this node's own users, with its sidecar if it has blobs, and has it announced.
     *
     * @throws InvalidTransactionException if it is refused
     */
    void add(Transaction transaction) throws InvalidTransactionException;

    Optional<Transaction> transaction(byte[] hash);

    /** Executable next and later ones of every sender, by nonce: geth's {@code txpool_content}. A copy. */
    Content content();

    Status status();

    /** Whether balances and nonces are known; if not, only checks without state are made. */
    boolean checksState();

    /** @return closing it ends the calls */
    AutoCloseable listen(Listener listener);

    record Status(int pending, int queued) {}

    record Content(
            SortedMap<Address, SortedMap<Long, Transaction>> pending,
            SortedMap<Address, SortedMap<Long, Transaction>> queued) {}

    /** Hears of new ones, in order, on a thread of the pool's; must not block. */
    @FunctionalInterface
    interface Listener {
        void added(Transaction transaction);
    }
}
