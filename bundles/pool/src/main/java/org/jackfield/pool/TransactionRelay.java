package org.jackfield.pool;

import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The exchange of transactions with peers: who knows what, who is told and asked what. A service, which a session of eth
 * joins for its peer; it lives outside that bundle, so that the seats, and with them requests under way and what waits to
 * be sent, outlive its replacement. For any thread; nothing blocks.
 */
@ProviderType
public interface TransactionRelay {

    /**
     * A seat for a peer whose Status has been read. Any former seat of the peer is void. The pool as it is now is announced.
     *
     * @param version of eth that is spoken with it
     * @param wake called on any thread, whenever there may be something {@linkplain TransactionSeat#next() to send}; returns
     *     at once and does not call back
     */
    TransactionSeat join(NodeId peer, int version, Runnable wake);

    /**
     * The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. Nothing is
     * announced twice.
     */
    TransactionSeat rejoin(NodeId peer, int version, Runnable wake);

    /**
     * Which cells of blobs this node is a custodian of ({@code engine_forkchoiceUpdatedV4}, EIP-8070); all, until this is
     * called. With half of them or more, every blob transaction is fetched whole.
     */
    void custody(CellMask cells);
}
