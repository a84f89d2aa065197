package org.jackfield.rpc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcFeed;
import org.jackfield.api.rpc.RpcParams;

/** What can be subscribed to, and who has. For any thread. */
final class FeedTable {

    private final Lock lock = new ReentrantLock();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(RpcFeed feed, String namespace, String name, Set<Subscription> subscriptions) {}

    void add(RpcFeed feed) {
        Entry entry = new Entry(feed, feed.namespace(), feed.name(), new HashSet<>());
        lock.lock();
        try {
            entries.add(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the feed's subscriptions. */
    void remove(RpcFeed feed) {
        List<Subscription> ended = new ArrayList<>();
        lock.lock();
        try {
            entries.stream().filter(entry -> entry.feed == feed).forEach(entry -> ended.addAll(entry.subscriptions));
            entries.removeIf(entry -> entry.feed == feed);
        } finally {
            lock.unlock();
        }
        ended.forEach(Subscription::close);
    }

    /**
     * Begins a subscription; of two feeds with one name, to the one that came last.
     *
     * @throws RpcException if there is no such feed, or it refuses
     */
    Subscription subscribe(String namespace, String name, RpcParams params, Outlet outlet) throws RpcException {
        Entry entry = find(namespace, name);
        Subscription subscription = new Subscription(namespace, outlet);
        subscription.from(entry.feed.subscribe(params, subscription::notify));
        if (!join(entry, subscription)) {
            subscription.close();
            throw unknown(namespace, name);
        }
        return subscription;
    }

    /** That a subscription has ended otherwise. */
    void forget(Subscription subscription) {
        lock.lock();
        try {
            entries.forEach(entry -> entry.subscriptions.remove(subscription));
        } finally {
            lock.unlock();
        }
    }

    private Entry find(String namespace, String name) throws RpcException {
        lock.lock();
        try {
            for (int i = entries.size() - 1; i >= 0; i--) {
                Entry entry = entries.get(i);
                if (entry.namespace.equals(namespace) && entry.name.equals(name)) {
                    return entry;
                }
            }
        } finally {
            lock.unlock();
        }
        throw unknown(namespace, name);
    }

    /** False if the feed has been withdrawn meanwhile. */
    private boolean join(Entry entry, Subscription subscription) {
        lock.lock();
        try {
            return entries.stream().anyMatch(present -> present == entry) && entry.subscriptions.add(subscription);
        } finally {
            lock.unlock();
        }
    }

    private static RpcException unknown(String namespace, String name) {
        return new RpcException(
                RpcException.NOT_FOUND,
                "no \"" + JsonRpc.clip(name) + "\" subscription in " + JsonRpc.clip(namespace) + " namespace");
    }
}
