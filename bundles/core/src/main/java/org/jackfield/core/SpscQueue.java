package org.jackfield.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An unbounded queue for one producer and one consumer, without locks: a chain of chunks, each slot written once.
 *
 * <pre>
 *   consumer                        producer
 *      |                               |
 *   [ . . c d ] -> [ e f g h ] -> [ i j _ _ ]
 * </pre>
 *
 * <p>An empty queue that was never used holds no chunk. Chunks are dropped as they are read.
 */
final class SpscQueue<T> {

    private static final int CHUNK = 32;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    // The last slot of a chunk links to the next one.
    private static final int LINK = CHUNK;

    // Owned by the producer.
    private Object[] tail;
    private int tailIndex;

    // Owned by the consumer, except that the producer sets the first chunk.
    private volatile Object[] first;
    private Object[] head;
    private int headIndex;

    /** Appends; only the producer calls it. */
    void offer(T item) {
        if (tail == null) {
            tail = new Object[CHUNK + 1];
            first = tail;
        } else if (tailIndex == CHUNK) {
            Object[] next = new Object[CHUNK + 1];
            SLOT.setRelease(tail, LINK, next);
            tail = next;
            tailIndex = 0;
        }
        SLOT.setRelease(tail, tailIndex++, item);
    }

    /** Takes the oldest item; only the consumer calls it. Null if there is none, for speed within this package. */
    @SuppressWarnings("unchecked")
    T poll() {
        if (isEmpty()) {
            return null;
        }
        Object item = SLOT.getAcquire(head, headIndex);
        head[headIndex++] = null;
        return (T) item;
    }

    /** Whether {@link #poll} would find nothing; only the consumer calls it. */
    boolean isEmpty() {
        if (head == null && !begun()) {
            return true;
        }
        if (headIndex == CHUNK && !advanced()) {
            return true;
        }
        return SLOT.getAcquire(head, headIndex) == null;
    }

    private boolean begun() {
        head = first;
        if (head == null) {
            return false;
        }
        // Lets the chunk go once it has been read.
        first = null;
        return true;
    }

    private boolean advanced() {
        Object next = SLOT.getAcquire(head, LINK);
        if (next == null) {
            return false;
        }
        head = (Object[]) next;
        headIndex = 0;
        return true;
    }
}
