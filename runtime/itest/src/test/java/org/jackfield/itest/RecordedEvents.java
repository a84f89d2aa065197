package org.jackfield.itest;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/** Keeps a node's connects and disconnects in the order they happened. */
public final class RecordedEvents implements PeerEventListener {

    private static final long DEADLINE_SECONDS = 20;

    private final BlockingQueue<PeerEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Connected || event instanceof PeerEvent.Disconnected) {
            events.add(event);
        }
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    /** Drops what has happened so far; for a run of so many links that it would fill the memory. */
    public void forget() {
        events.clear();
    }

    /** The next disconnect of {@code peer}; events before it are dropped. */
    public PeerEvent.Disconnected disconnected(NodeId peer) throws InterruptedException {
        while (true) {
            PeerEvent event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no disconnect of " + peer.shortHex() + " in " + DEADLINE_SECONDS + " s");
            }
            if (event instanceof PeerEvent.Disconnected gone && gone.peer().equals(peer)) {
                return gone;
            }
        }
    }

    /** Whom this node has disconnected, apart from those taken by {@link #disconnected}. */
    public Set<NodeId> dismissed() {
        return events.stream()
                .filter(event -> event instanceof PeerEvent.Disconnected gone && !gone.byRemote())
                .map(PeerEvent::peer)
                .collect(Collectors.toSet());
    }

    /** Why who left, apart from those taken by {@link #disconnected}. */
    public List<String> departures() {
        return events.stream()
                .filter(PeerEvent.Disconnected.class::isInstance)
                .map(PeerEvent::toString)
                .toList();
    }

    /** Whether nothing has happened that was not taken by {@link #disconnected}, besides connects. */
    public boolean nobodyLeft() {
        return departures().isEmpty();
    }
}
