package org.jackfield.rpc;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription of a connection. What its feed tells before the client has been told the subscription's id is kept until
 * then.
 */
final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final int MAX_EARLY = 1_000;

    private final String id = newId();
    private final String method;
    private final Outlet outlet;

    private final Lock lock = new ReentrantLock();
    private final List<byte[]> early = new ArrayList<>();
    private boolean active;
    private boolean closed;
    private AutoCloseable source = () -> {};

    Subscription(String namespace, Outlet outlet) {
        this.method = namespace + "_subscription";
        this.outlet = outlet;
    }

    /** A random number as geth writes it: a quantity, without leading zeros. */
    String id() {
        return id;
    }

    /** Where the values come from; to be closed with the subscription, at once if that has happened already. */
    void from(AutoCloseable feed) {
        lock.lock();
        try {
            if (!closed) {
                source = feed;
                return;
            }
        } finally {
            lock.unlock();
        }
        end(feed);
    }

    /** Takes a value of the feed. For any thread. */
    void notify(Object value) {
        byte[] text;
        try {
            text = Json.write(new Notification("2.0", method, new Result(id, value)));
        } catch (IOException e) {
            LOG.warn("a value of {} cannot be written: {}", method, e.toString());
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (active) {
                outlet.send(text);
            } else if (early.size() < MAX_EARLY) {
                early.add(text);
            } else {
                outlet.cut("too many notifications");
            }
        } finally {
            lock.unlock();
        }
    }

    /** The client has been told the id. */
    void activate() {
        lock.lock();
        try {
            if (!closed && !active) {
                active = true;
                early.forEach(outlet::send);
                early.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        AutoCloseable feed;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            early.clear();
            feed = source;
        } finally {
            lock.unlock();
        }
        end(feed);
    }

    private static void end(AutoCloseable feed) {
        try {
            feed.close();
        } catch (Exception e) {
            LOG.warn("a feed failed to end a subscription: {}", e.toString());
        }
    }

    private static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        String digits = HexFormat.of().formatHex(bytes).replaceFirst("^0+(?=.)", "");
        return "0x" + digits;
    }

    // As go-ethereum writes them, members in this order.

    private record Notification(String jsonrpc, String method, Result params) {}

    private record Result(String subscription, Object result) {}
}
