package org.jackfield.overlay;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Chunks that nodes pull from each other until each has those that belong to it: whose bins we want, what has come out of them,
 * and what of ours is offered. A service, which a session joins for its peer; it lives outside the protocols' bundle, and knows
 * nothing of their messages. For any thread.
 */
@ProviderType
public interface ChunkSync {

    /**
     * A seat for a peer that has shaken hands. It is no loss to {@linkplain SyncSeat#leave leave} it and to take another: what is
     * known of the peer stays, even when the node ends.
     *
     * @param pulls whether anything is to be asked of the peer: a light node does not
     * @param wake called on any thread, whenever other {@linkplain SyncSeat#bins bins} may be wanted; returns at once and does not
     *     call back
     */
    SyncSeat join(SwarmAddress peer, boolean pulls, Runnable wake);
}
