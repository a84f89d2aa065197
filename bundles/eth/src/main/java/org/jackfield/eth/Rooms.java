package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.NodeId;
import org.jackfield.pool.TransactionRelay;
import org.jackfield.sync.ChainSync;
import org.jackfield.sync.RemoteChain;

/**
 * What sessions are connected to besides the chain, as far as it is there. All of it outlives this bundle.
 *
 * @param heads present if new heads are heard of
 */
record Rooms(Optional<ChainSync> sync, Optional<TransactionRelay> relay, Optional<HeadNews> heads) {

    static final Rooms NONE = new Rooms(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The seats of a peer.
     *
     * @param before which a former release has left standing
     */
    Seats seats(NodeId peer, EthVersion version, RemoteChain chain, Joined before, Runnable wake) {
        int number = version.number();
        return new Seats(
                sync.map(room ->
                        before.sync() ? room.rejoin(peer, number, chain, wake) : room.join(peer, number, chain, wake)),
                relay.map(room ->
                        before.transactions() ? room.rejoin(peer, number, wake) : room.join(peer, number, wake)));
    }
}
