package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpscQueueTest {

    private final SpscQueue<Integer> queue = new SpscQueue<>();

    @Test
    void isEmptyAtFirst() {
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
    }

    /** From less than the first chunk to several. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 8, 31, 37, 38, 39, 70, 1000})
    void keepsTheOrderFromChunkToChunkAndGoesOnWhenItHasBeenEmptied(int burst) {
        int next = 0;
        for (int put = 0; put < 5 * burst; put++) {
            queue.offer(put);
            if ((put + 1) % burst == 0) {
                while (!queue.isEmpty()) {
                    assertEquals(next++, queue.poll());
                }
                assertNull(queue.poll());
            }
        }
        assertEquals(5 * burst, next);
    }

    /** The producer's part may go from thread to thread under a lock, as in an outbox. */
    @Test
    void losesNothingBetweenThreads() throws Exception {
        int each = 100_000;
        ReentrantLock turn = new ReentrantLock();
        int[] given = {0};
        Runnable producer = () -> {
            for (int i = 0; i < each; i++) {
                turn.lock();
                queue.offer(given[0]++);
                turn.unlock();
            }
        };
        Thread first = new Thread(producer);
        Thread second = new Thread(producer);
        first.start();
        second.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Await.SECONDS);
        for (int expected = 0; expected < 2 * each; expected++) {
            Integer item = queue.poll();
            while (item == null) {
                assertFalse(System.nanoTime() - deadline > 0, "item " + expected + " does not come");
                Thread.onSpinWait();
                item = queue.poll();
            }
            assertEquals(expected, item);
        }
        Await.end(first);
        Await.end(second);
        assertTrue(queue.isEmpty());
    }
}
