package org.jackfield.rpc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;

/** A feed that tells what a test tells it. */
final class FakeFeed implements RpcFeed {

    private final String namespace;
    private final String name;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Consumer<Object>> subscribers = new HashSet<>();
    private List<Object> atOnce = List.of();

    FakeFeed(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AutoCloseable subscribe(RpcParams params, Consumer<Object> notify) throws RpcException {
        if (!params.values().isEmpty()) {
            throw RpcException.invalidParams("refused");
        }
        atOnce.forEach(notify);
        change(() -> subscribers.add(notify));
        return () -> change(() -> subscribers.remove(notify));
    }

    void tell(Object value) {
        lock.lock();
        try {
            subscribers.forEach(notify -> notify.accept(value));
        } finally {
            lock.unlock();
        }
    }

    /** To every new subscriber, before it has its id. */
    void tellAtOnce(Object value) {
        atOnce = List.of(value);
    }

    void awaitSubscribers(int count) throws InterruptedException {
        long nanos = TimeUnit.SECONDS.toNanos(30);
        lock.lock();
        try {
            while (subscribers.size() != count) {
                if (nanos <= 0) {
                    throw new AssertionError("still " + subscribers.size() + " subscribers");
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
