package org.jackfield.bench.soak;

import java.util.concurrent.atomic.LongAdder;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.bench.Latencies;

/** Counts what the node tells of its links. For any thread. */
final class NodeEvents implements PeerEventListener {

    private final LongAdder linksMade = new LongAdder();
    private final Latencies pauses = new Latencies();

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Connected) {
            linksMade.increment();
        } else if (event instanceof PeerEvent.SessionResumed session) {
            pauses.record(session.pause().toNanos());
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    /** So far. */
    long linksMade() {
        return linksMade.sum();
    }

    /** From the call to leave the old release to the resumption in the new one, since it was asked the last time. */
    Latencies.Summary pauses() {
        Latencies.Summary summary = pauses.summary();
        pauses.reset();
        return summary;
    }
}
