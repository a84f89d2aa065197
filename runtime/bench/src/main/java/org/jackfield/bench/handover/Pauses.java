package org.jackfield.bench.handover;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.bench.Latencies;

/**
 * How long each session waited for its next release, as the node tells it; how long the three stages of a swap take;
 * and who was disconnected.
 */
final class Pauses implements PeerEventListener {

    private static final long DEADLINE_SECONDS = 60;

    private final Latencies pauses = new Latencies();
    private final Latencies leaving = new Latencies();
    private final Latencies replacing = new Latencies();
    private final Latencies resuming = new Latencies();
    private final Semaphore resumed = new Semaphore(0);
    private volatile long lastParkedAt;
    private volatile long lastResumedAt;
    private final AtomicLong disconnects = new AtomicLong();

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.SessionResumed session) {
            pauses.record(session.pause().toNanos());
            lastResumedAt = System.nanoTime();
            resumed.release();
        } else if (event instanceof PeerEvent.SessionParked) {
            lastParkedAt = System.nanoTime();
        } else if (event instanceof PeerEvent.Disconnected) {
            disconnects.incrementAndGet();
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    /** Does a swap and waits until sessions have been resumed so many times. */
    void during(Replacement swap, int sessions) throws Exception {
        long began = System.nanoTime();
        swap.replace();
        long replaced = System.nanoTime();
        await(sessions);
        leaving.record(lastParkedAt - began);
        replacing.record(replaced - lastParkedAt);
        resuming.record(lastResumedAt - replaced);
    }

    private void await(int sessions) throws InterruptedException {
        if (!resumed.tryAcquire(sessions, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException((sessions - resumed.availablePermits()) + " sessions are not resumed");
        }
    }

    void reset() {
        pauses.reset();
        leaving.reset();
        replacing.reset();
        resuming.reset();
    }

    Latencies.Summary summary() {
        return pauses.summary();
    }

    Stages stages() {
        return new Stages(leaving.summary(), replacing.summary(), resuming.summary());
    }

    long disconnects() {
        return disconnects.get();
    }

    /** Replaces the bundle. */
    interface Replacement {
        void replace() throws Exception;
    }

    /**
     * A swap's stages.
     *
     * @param leaving from the call to replace the bundle until the last session is parked
     * @param replacing from then until the next release is there
     * @param resuming from then until the last session is resumed
     */
    record Stages(Latencies.Summary leaving, Latencies.Summary replacing, Latencies.Summary resuming) {}
}
