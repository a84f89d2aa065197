package org.jackfield.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jackfield.api.Message;

/**
 * What one session has written and the link has not taken yet. Each run of the session writes to a lane of its own, and
 * a lane is taken out only when those before it are closed and empty: nothing of a release comes after anything of the
 * next. The link's event loop takes out and never waits.
 */
final class Outbox {

    private final AtomicLong bytes = new AtomicLong();
    private final long maxBytes;
    private final int firstCode;
    private final Consumer<Message> onSent;
    private final Runnable onReady;

    // Owned by the event loop; all but the last are closed. As a rule there is one.
    private final Queue<OutboxLane> lanes = new ArrayDeque<>(1);
    private volatile OutboxLane current;

    /**
     * @param firstCode absolute id of the protocol's code 0
     * @param maxBytes from which on writers wait
     * @param onSent hears of each message given to the link, on its event loop
     * @param onReady called after a message was queued, or turned away with the room that it had, on the writer's thread
     */
    Outbox(int firstCode, long maxBytes, Consumer<Message> onSent, Runnable onReady) {
        this.firstCode = firstCode;
        this.maxBytes = maxBytes;
        this.onSent = onSent;
        this.onReady = onReady;
        current = new OutboxLane(bytes, maxBytes, onReady);
        current.close();
    }

    int firstCode() {
        return firstCode;
    }

    /** A lane for the next run; the one before is closed. Called on the event loop. */
    OutboxLane open() {
        current.close();
        current = new OutboxLane(bytes, maxBytes, onReady);
        lanes.add(current);
        return current;
    }

    /** The oldest message, or null for speed within this package. Called on the event loop. */
    Message poll() {
        OutboxLane lane = lanes.peek();
        Message message = lane == null ? null : lane.poll();
        while (message == null && lanes.size() > 1) {
            lanes.remove();
            message = lanes.element().poll();
        }
        if (message != null) {
            bytes.addAndGet(-OutboxLane.cost(message));
        }
        // Also when there is nothing: somebody else may have given room back.
        OutboxLane writing = current;
        if (writing.awaited() && bytes.get() <= maxBytes / 2) {
            writing.wake();
        }
        return message;
    }

    /** The link has taken the message. Called on the event loop. */
    void sent(Message message) {
        onSent.accept(message);
    }

    /** The run that writes is to leave soon: a writer that waits for room gets as much again. Any thread. */
    void widen() {
        current.widen();
    }

    /** Accepts no more and turns waiting writers away; what is queued may still be polled. Any thread. */
    void close() {
        current.close();
    }

    /** Closes it and forgets what is queued. Called on the event loop. */
    void drop() {
        close();
        Message dropped = poll();
        while (dropped != null) {
            dropped = poll();
        }
    }
}
