package org.jackfield.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;

/**
 * Who is connected, and who may be. The order of the checks and their reasons are go-ethereum's
 * ({@code postHandshakeChecks}).
 *
 * <p>Two nodes that dial each other at the same moment get two links, and must agree on one without a word: it is the
 * one dialed by the node with the greater id. Where the lesser one was admitted first, it is replaced, unless it has
 * stood for {@link #SIMULTANEOUS}: by then no dial of that moment can be under way.
 */
final class PeerTable {

    /** Longer than a dial, both handshakes and Hello may take together (15 + 5 + 5 s). */
    static final Duration SIMULTANEOUS = Duration.ofSeconds(30);

    private final Mutex mutex = new Mutex();
    private final NodeId self;
    private final int maxPeers;
    private final Timers timers;
    private final Set<NodeId> trusted = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> pinned = ConcurrentHashMap.newKeySet();
    // The rest is guarded by the mutex.
    private final SortedMap<NodeId, Seat> seats = new TreeMap<>();
    private boolean closed;

    PeerTable(NodeId self, int maxPeers, Timers timers) {
        this.self = self;
        this.maxPeers = maxPeers;
        this.timers = timers;
    }

    /** Why a node may not connect now; empty if it may. */
    Optional<DisconnectReason> refusal(NodeId id, boolean inbound) {
        return mutex.locked(() -> {
            boolean exempt = trusted.contains(id) || pinned.contains(id);
            if (closed) {
                return Optional.of(DisconnectReason.QUITTING);
            }
            if (!exempt && seats.size() >= maxPeers) {
                return Optional.of(DisconnectReason.TOO_MANY_PEERS);
            }
            if (seats.containsKey(id) && !yields(seats.get(id), inbound)) {
                return Optional.of(DisconnectReason.ALREADY_CONNECTED);
            }
            return id.equals(self) ? Optional.of(DisconnectReason.SELF) : Optional.empty();
        });
    }

    /** Checks again, as others may have come meanwhile, and takes the peer in. */
    Verdict admit(PeerLink link) {
        return mutex.locked(() -> {
            NodeId id = link.peer().id();
            Optional<DisconnectReason> refusal = refusal(id, link.peer().inbound());
            if (refusal.isPresent()) {
                return new Verdict(refusal, Optional.empty());
            }
            Seat former = seats.put(id, new Seat(link, timers.nanos()));
            return new Verdict(Optional.empty(), Optional.ofNullable(former).map(Seat::link));
        });
    }

    /** Frees the seat of a link; false if it has none, or no more. */
    boolean remove(PeerLink link) {
        return mutex.locked(() -> {
            NodeId id = link.peer().id();
            boolean seated = seats.containsKey(id) && seats.get(id).link() == link;
            if (seated) {
                seats.remove(id);
            }
            return seated;
        });
    }

    /** Admits nobody any more. */
    void close() {
        mutex.locked(() -> closed = true);
    }

    /** By node id. */
    List<PeerLink> links() {
        return mutex.locked(() -> seats.values().stream().map(Seat::link).toList());
    }

    Optional<PeerLink> link(NodeId id) {
        return mutex.locked(() -> Optional.ofNullable(seats.get(id)).map(Seat::link));
    }

    int size() {
        return mutex.locked(() -> seats.size());
    }

    boolean trusted(NodeId id) {
        return trusted.contains(id);
    }

    void trust(NodeId id, boolean on) {
        if (on) {
            trusted.add(id);
        } else {
            trusted.remove(id);
        }
    }

    boolean pinned(NodeId id) {
        return pinned.contains(id);
    }

    void pin(NodeId id, boolean on) {
        if (on) {
            pinned.add(id);
        } else {
            pinned.remove(id);
        }
    }

    private boolean yields(Seat seat, boolean newcomerInbound) {
        NodeId remote = seat.link().peer().id();
        boolean ourDialWins = self.compareTo(remote) > 0;
        boolean crossing = seat.link().peer().inbound() != newcomerInbound;
        boolean young = timers.nanos() - seat.sinceNanos() < SIMULTANEOUS.toNanos();
        return crossing && young && ourDialWins == !newcomerInbound;
    }

    /**
     * @param refusal why the peer was not taken in; empty if it was
     * @param replaced the link that lost its seat to it, to be ended with {@link DisconnectReason#ALREADY_CONNECTED}
     */
    record Verdict(Optional<DisconnectReason> refusal, Optional<PeerLink> replaced) {}

    private record Seat(PeerLink link, long sinceNanos) {}
}
