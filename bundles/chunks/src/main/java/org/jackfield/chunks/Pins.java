package org.jackfield.chunks;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Content that is to stay here whatever room there is: each of its chunks is pinned in the store. For any thread.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/pin/pin.go.
 */
@ProviderType
public interface Pins {

    /** What is pinned, by its reference. */
    List<Pinned> all();

    /**
     * Pins content once more. Blocks as long as it takes to get what is not here.
     *
     * @param raw whether it is content by itself, not a directory whose files are to be pinned as well
     * @param source of what is not here
     * @return how it is pinned now
     * @throws IOException if some of it cannot be had, or it is no such content; nothing has been pinned then
     * @throws IllegalArgumentException if it is pinned as the other of both
     */
    Pinned pin(Reference root, boolean raw, ChunkSource source) throws IOException;

    /**
     * Takes back one pin.
     *
     * @return whether it was pinned
     * @throws IOException if a chunk is gone in spite of its pin: those that are left stay pinned
     */
    boolean unpin(Reference root) throws IOException;
}
