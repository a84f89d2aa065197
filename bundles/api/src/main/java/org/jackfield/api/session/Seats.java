package org.jackfield.api.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/**
 * One seat a peer, in a room that outlives the protocol's bundle: what is known of the peer and under way with it, for as long as
 * its link stands. A session {@linkplain #join takes} the seat, the session after a hand-over {@linkplain #of finds} it; it is
 * vacated when the session ends, or, of a session that was handed over and never resumed, when its link does. To be registered as
 * a service, or told of what happens. For any thread; no lock is held while anybody is called.
 *
 * @param <S> told apart by identity
 */
public final class Seats<S> implements PeerEventListener {

    private final InstantSource clock;
    private final Consumer<S> vacated;
    private final Map<NodeId, Taken<S>> taken = new ConcurrentHashMap<>();

    private record Taken<S>(S seat, Instant since) {}

    /** @param vacated told of each seat that somebody else has taken, or whose link is gone; not of those that are {@link #leave left} */
    public Seats(Consumer<S> vacated) {
        this(InstantSource.system(), vacated);
    }

    Seats(InstantSource clock, Consumer<S> vacated) {
        this.clock = clock;
        this.vacated = vacated;
    }

    /** Seats a new session of the peer; any former one's seat is void. */
    public void join(NodeId peer, S seat) {
        Taken<S> former = taken.put(peer, new Taken<>(seat, clock.instant()));
        if (former != null && former.seat() != seat) {
            vacated.accept(former.seat());
        }
    }

    /** The peer's seat. */
    public Optional<S> of(NodeId peer) {
        return Optional.ofNullable(taken.get(peer)).map(Taken::seat);
    }

    /** Who is seated now. */
    public List<S> all() {
        return taken.values().stream().map(Taken::seat).toList();
    }

    /** The session is over. Nothing happens if the peer has another seat by now. */
    public void leave(S seat) {
        taken.values().removeIf(one -> one.seat() == seat);
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected gone) {
            Taken<S> seated = taken.get(gone.peer());
            // A seat that was taken later is that of the next link.
            if (seated != null && !gone.at().isBefore(seated.since()) && taken.remove(gone.peer(), seated)) {
                vacated.accept(seated.seat());
            }
        }
    }
}
