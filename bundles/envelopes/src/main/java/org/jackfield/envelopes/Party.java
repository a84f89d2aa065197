package org.jackfield.envelopes;

import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;

/** A connected peer, whichever wires it speaks: its link, its number in marks of who knows what, its seats. */
final class Party {

    private final Peer peer;
    private final int slot;

    final Map<Wire, Seat> seats = new EnumMap<>(Wire.class);
    volatile boolean trusted;

    Party(Peer peer, int slot) {
        this.peer = peer;
        this.slot = slot;
    }

    NodeId id() {
        return peer.id();
    }

    InetAddress address() {
        return peer.remoteAddress().getAddress();
    }

    Instant since() {
        return peer.connectedAt();
    }

    /** Small, and its own as long as it is connected. */
    int slot() {
        return slot;
    }

    /** The wire that tells more, where there are two. */
    Optional<Seat> seat() {
        return Optional.ofNullable(seats.getOrDefault(Wire.WAKU_1, seats.get(Wire.SHH_6)));
    }

    Generation generation(Wire wire) {
        return wire == Wire.WAKU_1 ? Generation.LATER : Generation.of(peer.clientId());
    }
}
