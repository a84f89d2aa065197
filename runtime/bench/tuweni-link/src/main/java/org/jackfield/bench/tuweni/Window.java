package org.jackfield.bench.tuweni;

import io.vertx.core.Context;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tuweni.rlpx.wire.DefaultWireConnection;

/**
 * What is under way on a link. Tuweni takes all that it is given, and a flood would fill its memory. So the base protocol's
 * pings, which any peer answers in its turn, tell what the other side has taken; there is always one on the way.
 */
final class Window {

    /** Two of the largest messages: with less one side would wait for the other, with more nothing is faster. */
    private static final int BYTES = 2 << 20;

    /** Roughly what Tuweni keeps for a message beside its payload. */
    private static final int MESSAGE_BYTES = 64;

    private static final long DEADLINE_SECONDS = 60;

    private final DefaultWireConnection link;
    private final Context loop;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long entered;
    private long confirmed;
    private boolean asked;

    /** @param loop the link's, where its messages are read */
    Window(DefaultWireConnection link, Context loop) {
        this.link = link;
        this.loop = loop;
    }

    /**
     * Waits until there is room for a message, which the caller sends then.
     *
     * @throws IllegalStateException if the other side takes nothing any more
     */
    void enter(int bytes) throws InterruptedException {
        lock.lock();
        try {
            while (entered - confirmed >= BYTES) {
                ask();
                if (!changed.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the other side takes no more");
                }
            }
            entered += bytes + MESSAGE_BYTES;
            ask();
        } finally {
            lock.unlock();
        }
    }

    /** The lock is held. */
    private void ask() {
        if (!asked) {
            asked = true;
            loop.runOnContext(now -> ping());
        }
    }

    /** On the loop, or the answer could be there before the library waits for it. */
    private void ping() {
        lock.lock();
        long mark = entered;
        lock.unlock();
        link.sendPing().thenRun(() -> confirm(mark));
    }

    private void confirm(long mark) {
        lock.lock();
        try {
            confirmed = mark;
            asked = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
