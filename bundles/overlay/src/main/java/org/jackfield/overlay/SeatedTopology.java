package org.jackfield.overlay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;

/** The table as soon as it is known who we are, and who has a seat at it. For all threads. */
final class SeatedTopology implements Topology, PeerEventListener {

    private final LongSupplier nanos;
    private final Map<NodeId, KademliaSeat> seats = new HashMap<>();

    /** What we know of before there is a table. */
    private List<SwarmAddress> remembered;

    private Optional<Kademlia> kademlia = Optional.empty();

    SeatedTopology(List<SwarmAddress> remembered, LongSupplier nanos) {
        this.remembered = remembered;
        this.nanos = nanos;
    }

    /** We are here. A table of another place gives way, but for the addresses. */
    synchronized void open(Overlay owner) {
        if (kademlia.isPresent() && kademlia.get().owner().equals(owner)) {
            return;
        }
        List<SwarmAddress> addresses = worthKeeping();
        Kademlia table = new Kademlia(owner, nanos);
        addresses.forEach(table::learn);
        kademlia = Optional.of(table);
        remembered = List.of();
    }

    @Override
    public synchronized HiveSeat join(NodeId peer, SwarmAddress address) throws DisconnectException {
        Kademlia table = kademlia.orElseThrow(
                () -> new DisconnectException(DisconnectReason.QUITTING, "the node is shutting down"));
        KademliaSeat seat = new KademliaSeat(table, address);
        Optional.ofNullable(seats.put(peer, seat)).ifPresent(KademliaSeat::leave);
        return seat;
    }

    @Override
    public synchronized HiveSeat rejoin(NodeId peer, SwarmAddress address) throws DisconnectException {
        KademliaSeat standing = seats.get(peer);
        return standing != null && standing.remote().equals(address) ? standing : join(peer, address);
    }

    @Override
    public synchronized Optional<TableView> table() {
        return kademlia.map(Kademlia::view);
    }

    synchronized Optional<SwarmAddress> suggest() {
        return kademlia.flatMap(Kademlia::suggest);
    }

    synchronized List<SwarmAddress> worthKeeping() {
        return kademlia.map(Kademlia::worthKeeping).orElse(remembered);
    }

    @Override
    public boolean wantsMessages() {
        return false;
    }

    /** A session that was handed over and never resumed has not left its seat. */
    @Override
    public void onEvent(PeerEvent event) {
        if (event instanceof PeerEvent.Disconnected gone) {
            vacate(gone.peer());
        }
    }

    private synchronized void vacate(NodeId peer) {
        Optional.ofNullable(seats.remove(peer)).ifPresent(KademliaSeat::leave);
    }
}
