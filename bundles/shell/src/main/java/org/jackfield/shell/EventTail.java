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
import org.jackfield.api.release.ReleaseListener;
import org.jackfield.api.release.ReleaseReport;

/**
 * Takes events from the threads they happen on to the one that prints. A console is slower than a link: what does not fit into
 * the queue is counted and dropped, so that no link waits.
 */
final class EventTail implements PeerEventListener, ReleaseListener {

    /** Where events are shown. */
    @FunctionalInterface
    interface Printer {

        void print(EventLine event) throws CommandException;
    }

    private static final int CAPACITY = 1_000;
    private static final long LOOK_MILLIS = 50;

    private final BlockingQueue<EventLine> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong skipped = new AtomicLong();
    private final boolean messages;

    EventTail(boolean messages) {
        this.messages = messages;
    }

    @Override
    public void onEvent(PeerEvent event) {
        boolean message = event instanceof PeerEvent.MessageSent || event instanceof PeerEvent.MessageReceived;
        if (messages || !message) {
            offer(new PeerEventLine(event));
        }
    }

    @Override
    public void onRelease(ReleaseReport report) {
        offer(new ReleaseEventLine(report));
    }

    private void offer(EventLine event) {
        if (!queue.offer(event)) {
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
            for (EventLine event : take(left, over ? 0 : LOOK_MILLIS)) {
                printer.print(event);
                left--;
            }
        }
    }

    private List<EventLine> take(long most, long waitMillis) throws InterruptedException {
        List<EventLine> events = new ArrayList<>();
        EventLine first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            events.add(first);
            queue.drainTo(events, (int) Math.min(most, CAPACITY) - 1);
        }
        return events;
    }
}
