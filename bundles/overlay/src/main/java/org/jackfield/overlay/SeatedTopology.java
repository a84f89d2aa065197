package org.jackfield.overlay;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.PeerEventListener;
import org.jackfield.api.session.Seats;

/** The table as soon as it is known who we are, and who has a seat at it. For all threads. */
final class SeatedTopology implements Topology, PeerEventListener {

    private final LongSupplier nanos;
    private final Seats<KademliaSeat> seats = new Seats<>(KademliaSeat::leave);

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
        seats.join(peer, seat);
        return seat;
    }

    @Override
    public synchronized HiveSeat rejoin(NodeId peer, SwarmAddress address) throws DisconnectException {
        Optional<KademliaSeat> standing =
                seats.of(peer).filter(seat -> seat.remote().equals(address));
        return standing.isPresent() ? standing.get() : join(peer, address);
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

    @Override
    public void onEvent(PeerEvent event) {
        seats.onEvent(event);
    }
}
