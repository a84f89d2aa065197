package org.jackfield.api.release;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The core's service that steers which of two installed releases of a protocol runs with which peer. Bundles are named
 * by their id in the framework; a bundle need not be installed, or started, yet. All methods may be called on any
 * thread and return at once; sessions that have to change hands do so at their next message.
 */
@ProviderType
public interface ReleaseShares {

    /**
     * Makes a bundle's protocols canaries: they run with a share of the peers, whatever their ranking, and the release
     * that serves runs with the others. Who belongs to the share follows from the node id alone, so that a peer that
     * comes again meets the same release; of the peers that a protocol has when the share is set or the canary comes, it
     * is the share as exactly as a whole number can be, at least one of several and never all, unless the share is 0 or 1. A capability that only the
     * canary has is offered to its share alone. Live sessions are handed over as need be, a few at a time, now and whenever the
     * canary's services come and go; those that cannot be (the other release is not resumable, or counts its messages otherwise)
     * stay until their link is made anew. A peer in the shares of two canaries runs with the one that ranks higher.
     * Calling it again changes the share.
     *
     * @param share 0 to 1; with 0 it stands by, and may be taken away without anybody noticing
     * @return completed, on any thread, once no session is on its way to another release by any canary's doing
     * @throws IllegalArgumentException if the share is another
     */
    CompletionStage<Void> canary(long bundleId, double share);

    /**
     * Makes the bundle's protocols ordinary ones again, ranked as all are: those that do not serve then hand their
     * sessions over to those that do.
     *
     * @return as {@link #canary}
     */
    CompletionStage<Void> endCanary(long bundleId);

    /**
     * The bundle is about to be replaced in place. Until the hold is closed, new links are offered the capabilities it
     * serves now even while its services are gone; their sessions begin when the next release is there, or end as parked
     * sessions do.
     */
    Hold hold(long bundleId);

    /** See {@link #hold}. */
    interface Hold extends AutoCloseable {
        /** May be called repeatedly. */
        @Override
        void close();
    }
}
