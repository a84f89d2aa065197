package org.jackfield.chunks;

import java.util.concurrent.CompletableFuture;

/**
 * Where chunks are had from, be it a store or the network. Called by any thread and answers at once: whoever has to wait does so
 * behind the future.
 */
public interface ChunkSource {

    /**
     * @return fails with an {@link java.io.IOException} if there is none; whoever no longer wants the chunk cancels
     */
    CompletableFuture<Chunk> get(Address address);
}
