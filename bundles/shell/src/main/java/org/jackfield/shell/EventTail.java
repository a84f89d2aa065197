package org.jackfield.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/**
 * Takes events from the links' threads to the one that prints. A console is slower than a link: what does not fit into
 * the queue is counted and dropped, so that no link waits.
 */
final class EventTail implements PeerEventListener {

    /** Where events are shown. */
    @FunctionalInterface
    interface Printer {

        void print(PeerEvent event) throws CommandException;
    }

    private static final int CAPACITY = 1_000;
    private static final long LOOK_MILLIS = 50;

    private final BlockingQueue<PeerEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong skipped = new AtomicLong();
    private final boolean messages;

    EventTail(boolean messages) {
        this.messages = messages;
    }

    @Override
    public void onEvent(PeerEvent event) {
        boolean wanted = messages || event instanceof PeerEvent.Connected || event instanceof PeerEvent.Disconnected;
        if (wanted && !queue.offer(event)) {
            skipped.incrementAndGet();
        }
    }

    @Override
    public boolean wantsMessages() {
        return messages;
    }

    /** Events dropped since the last call. */
    long skipped() {
        return skipped.getAndSet(0);
    }

    /**
     * Hands events to {@code printer} until {@code stopped}, {@code count} of them, or the end of {@code time}.
     *
     * @param stopped asked again and again
     */
    void follow(Printer printer, long count, Optional<Duration> time, BooleanSupplier stopped)
            throws CommandException, InterruptedException {
        long start = System.nanoTime();
        long left = count;
        while (left > 0 && !stopped.getAsBoolean()) {
            if (time.isPresent() && System.nanoTime() - start >= time.get().toNanos()) {
                return;
            }
            PeerEvent event = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                printer.print(event);
                left--;
            }
        }
    }
}
