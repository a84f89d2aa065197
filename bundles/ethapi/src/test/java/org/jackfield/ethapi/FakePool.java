package org.jackfield.ethapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.pool.InvalidTransactionException;
import org.jackfield.pool.TransactionPool;

/** A pool that takes everything but transactions without gas, and puts those of odd nonces into the queue. */
final class FakePool implements TransactionPool {

    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();

    @Override
    public void add(Transaction transaction) throws InvalidTransactionException {
        if (transaction.gasLimit() == 0) {
            throw new InvalidTransactionException("intrinsic gas too low");
        }
        transactions.add(transaction);
        listeners.forEach(listener -> listener.added(transaction));
    }

    @Override
    public Optional<Transaction> transaction(byte[] hash) {
        return transactions.stream()
                .filter(transaction -> Arrays.equals(transaction.hash(), hash))
                .findFirst();
    }

    @Override
    public Content content() {
        return new Content(withParity(0), withParity(1));
    }

    @Override
    public Status status() {
        return new Status(withParity(0).size(), withParity(1).size());
    }

    @Override
    public boolean checksState() {
        return false;
    }

    @Override
    public AutoCloseable listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    private SortedMap<Address, SortedMap<Long, Transaction>> withParity(int parity) {
        SortedMap<Address, SortedMap<Long, Transaction>> senders =
                new TreeMap<>(Comparator.comparing(Address::toString));
        for (Transaction transaction : transactions) {
            if ((transaction.nonce() & 1) == parity) {
                senders.computeIfAbsent(transaction.sender().orElseThrow(), any -> new TreeMap<>())
                        .put(transaction.nonce(), transaction);
            }
        }
        return senders;
    }
}
