package org.jackfield.chunks;

import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that gets chunks from other nodes. Called by any thread; answers at once. */
@ConsumerType
public interface ChunkFetcher {

    /**
     * Asks the network, for as long as it sees fit.
     *
     * @return a chunk that has been verified; putting it into the store is the caller's business. Fails with an
     *     {@link java.io.IOException} if it is nowhere to be had; whoever no longer wants it cancels
     */
    CompletableFuture<Chunk> fetch(Address address);
}
