package org.jackfield.sync;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Fetches from peers what the chain here lacks. A service, which a session of eth joins for its peer; it lives outside that
 * bundle, so that the seats, and with them requests under way, outlive its replacement. For any thread; nothing blocks.
 */
@ProviderType
public interface ChainSync {

    /**
     * A seat for a peer whose Status has been read. Any former seat of the peer is void.
     *
     * @param version of eth that is spoken with it
     * @param wake called on any thread, whenever there may be something {@linkplain SyncSeat#next() to ask} or {@linkplain
     *     SyncSeat#news() to tell}; returns at once and does not call back
     */
    SyncSeat join(NodeId peer, int version, RemoteChain chain, Runnable wake);

    /** The seat that the peer's former session has left standing, to be gone on with; a new one if there is none. */
    SyncSeat rejoin(NodeId peer, int version, RemoteChain chain, Runnable wake);

    /**
     * Names the block to go for, which whoever calls vouches for: it becomes the head once it and all before it are here and
     * verified. Replaces the former target.
     */
    void target(byte[] hash);

    SyncStatus status();

    /**
     * How far it is.
     *
     * @param running whether blocks are being fetched
     * @param starting number of the head when it began
     * @param current number of the head
     * @param highest number of the block to be reached, as far as known
     * @param secondsLeft at the present rate, if that can be told
     * @param blocksPerSecond of late
     */
    record SyncStatus(
            boolean running,
            long starting,
            long current,
            long highest,
            Optional<Long> secondsLeft,
            double blocksPerSecond,
            List<SyncPeer> peers) {}

    /**
     * A peer's part in it.
     *
     * @param number of its head, -1 if unknown
     * @param headersPerSecond bodiesPerSecond, receiptsPerSecond: of late
     * @param requests under way
     */
    record SyncPeer(
            NodeId id,
            long number,
            double headersPerSecond,
            double bodiesPerSecond,
            double receiptsPerSecond,
            int requests) {}
}
