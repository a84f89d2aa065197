package org.jackfield.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        boolean message = event instanceof PeerEvent.MessageSent || event instanceof PeerEvent.MessageReceived;
        boolean wanted = messages || !message;
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
     * Hands events to {@code printer} until {@code stopped}, {@code count} of them, or the end of {@code time}. What had
     * come by then is still shown.
     *
     * @param stopped asked again and again
     */
    void follow(Printer printer, long count, Optional<Duration> time, BooleanSupplier stopped)
            throws CommandException, InterruptedException {
        long start = System.nanoTime();
        long left = count;
        boolean over = false;
        while (left > 0 && !over) {
            over = stopped.getAsBoolean()
                    || time.isPresent()
                            && System.nanoTime() - start >= time.get().toNanos();
            for (PeerEvent event : take(left, over ? 0 : LOOK_MILLIS)) {
                printer.print(event);
                left--;
            }
        }
    }

    private List<PeerEvent> take(long most, long waitMillis) throws InterruptedException {
        List<PeerEvent> events = new ArrayList<>();
        PeerEvent first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            events.add(first);
            queue.drainTo(events, (int) Math.min(most, CAPACITY) - 1);
        }
        return events;
    }
}
