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
 * <p>An empty queue that was never used holds no chunk, one that has hardly been used a small one. Chunks are dropped as
 * they are read.
 */
final class SpscQueue<T> {

    // Slots, of which the last one links to the next chunk.
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK = 32;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

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
            tail = new Object[FIRST_CHUNK];
            first = tail;
        } else if (tailIndex == tail.length - 1) {
            Object[] next = new Object[CHUNK];
            SLOT.setRelease(tail, tailIndex, next);
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
        if (headIndex == head.length - 1 && !advanced()) {
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
        Object next = SLOT.getAcquire(head, headIndex);
        if (next == null) {
            return false;
        }
        head = (Object[]) next;
        headIndex = 0;
        return true;
    }
}
