package org.jackfield.bench.handover;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/** How long each session waited for its next release, as the node tells it; and who was disconnected. */
final class Pauses implements PeerEventListener {

    private static final long DEADLINE_SECONDS = 60;

    private final Latencies pauses = new Latencies();
    private final Semaphore resumed = new Semaphore(0);
    private final AtomicLong disconnects = new AtomicLong();

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.SessionResumed session) {
            pauses.record(session.pause().toNanos());
            resumed.release();
        } else if (event instanceof PeerEvent.Disconnected) {
            disconnects.incrementAndGet();
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    /** Waits until so many sessions more have been resumed. */
    void await(int sessions) throws InterruptedException {
        if (!resumed.tryAcquire(sessions, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException((sessions - resumed.availablePermits()) + " sessions are not resumed");
        }
    }

    void reset() {
        pauses.reset();
    }

    Latencies.Summary summary() {
        return pauses.summary();
    }

    long disconnects() {
        return disconnects.get();
    }
}
