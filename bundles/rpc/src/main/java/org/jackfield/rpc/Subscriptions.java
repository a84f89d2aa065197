package org.jackfield.rpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;

/**
 * The subscriptions of one connection, and the calls that begin and end them: {@code NAMESPACE_subscribe} and {@code
 * NAMESPACE_unsubscribe}, as go-ethereum's {@code rpc} package has them for every namespace.
 */
final class Subscriptions implements AutoCloseable {

    /** Of one connection. */
    static final int MAX = 256;

    private static final String SUBSCRIBE = "_subscribe";
    private static final String UNSUBSCRIBE = "_unsubscribe";

    private final FeedTable feeds;
    private final Outlet outlet;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Subscription> byId = new HashMap<>();
    private boolean closed;

    Subscriptions(FeedTable feeds, Outlet outlet) {
        this.feeds = feeds;
        this.outlet = outlet;
    }

    /** The method of that name, if it is one of the two. */
    Optional<RpcMethod> method(String name) {
        if (name.endsWith(UNSUBSCRIBE)) {
            return Optional.of(this::unsubscribe);
        }
        if (name.endsWith(SUBSCRIBE)) {
            String namespace = name.substring(0, name.length() - SUBSCRIBE.length());
            return Optional.of(params -> subscribe(namespace, params));
        }
        return Optional.empty();
    }

    /** As {@link #method} where a connection does not stay: nothing can be subscribed to. */
    static Optional<RpcMethod> unsupported(String name) {
        if (name.endsWith(UNSUBSCRIBE)) {
            return Optional.of(params -> {
                throw notFound();
            });
        }
        return name.endsWith(SUBSCRIBE)
                ? Optional.of(params -> {
                    throw new RpcException(RpcException.NOT_FOUND, "notifications not supported");
                })
                : Optional.empty();
    }

    /** The answers with the ids are on their way: notifications may follow. */
    void activate() {
        all().forEach(Subscription::activate);
    }

    @Override
    public void close() {
        List<Subscription> ended;
        lock.lock();
        try {
            closed = true;
            ended = List.copyOf(byId.values());
            byId.clear();
        } finally {
            lock.unlock();
        }
        ended.forEach(this::end);
    }

    private Object subscribe(String namespace, RpcParams params) throws RpcException {
        if (params.values().isEmpty() || !(params.values().get(0) instanceof String name)) {
            throw RpcException.invalidParams("expected subscription name as first argument");
        }
        if (all().size() >= MAX) {
            throw RpcException.failed("too many subscriptions, at most " + MAX + " for a connection");
        }
        List<Object> rest = params.values().subList(1, params.values().size());
        Subscription subscription = feeds.subscribe(namespace, name, new RpcParams(rest), outlet);
        if (!keep(subscription)) {
            end(subscription);
        }
        return subscription.id();
    }

    private boolean keep(Subscription subscription) {
        lock.lock();
        try {
            if (!closed) {
                byId.put(subscription.id(), subscription);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Object unsubscribe(RpcParams params) throws RpcException {
        params.atMost(1);
        String id = params.text(0);
        Subscription subscription;
        lock.lock();
        try {
            subscription = byId.remove(id);
        } finally {
            lock.unlock();
        }
        if (subscription == null) {
            throw notFound();
        }
        end(subscription);
        return true;
    }

    private void end(Subscription subscription) {
        subscription.close();
        feeds.forget(subscription);
    }

    private List<Subscription> all() {
        lock.lock();
        try {
            return new ArrayList<>(byId.values());
        } finally {
            lock.unlock();
        }
    }

    private static RpcException notFound() {
        return RpcException.failed("subscription not found");
    }
}
