package org.jackfield.chunks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Chunks in memory. */
final class MemoryChunks implements ChunkSink, ChunkSource {

    final Map<Address, Chunk> chunks = new ConcurrentHashMap<>();

    @Override
    public void put(List<Chunk> added) {
        added.forEach(chunk -> chunks.put(chunk.address(), chunk));
    }

    @Override
    public CompletableFuture<Chunk> get(Address address) {
        Chunk chunk = chunks.get(address);
        return chunk == null
                ? CompletableFuture.failedFuture(new IOException("no chunk at " + address))
                : CompletableFuture.completedFuture(chunk);
    }
}
