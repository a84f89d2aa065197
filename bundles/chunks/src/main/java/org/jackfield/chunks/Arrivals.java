package org.jackfield.chunks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Who waits for a chunk in a bin. For any thread; nobody is told under the lock. */
final class Arrivals {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    private record Waiting(int bin, long id, CompletableFuture<Void> future) {}

    /** @param isHere looks whether there is one already, after which none is missed */
    CompletableFuture<Void> await(int bin, long id, BooleanSupplier isHere) {
        Waiting added = new Waiting(bin, id, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                added.future().completeExceptionally(closing());
                return added.future();
            }
            waiting.add(added);
        } finally {
            lock.unlock();
        }
        added.future().whenComplete((done, failure) -> take(added::equals));
        if (isHere.getAsBoolean()) {
            added.future().complete(null);
        }
        return added.future();
    }

    void came(int bin, long id) {
        take(one -> one.bin() == bin && one.id() <= id)
                .forEach(one -> one.future().complete(null));
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        take(one -> true).forEach(one -> one.future().completeExceptionally(closing()));
    }

    private List<Waiting> take(Predicate<Waiting> which) {
        lock.lock();
        try {
            List<Waiting> taken = waiting.stream().filter(which).toList();
            waiting.removeAll(taken);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private static IllegalStateException closing() {
        return new IllegalStateException("the chunk store is closed");
    }
}
