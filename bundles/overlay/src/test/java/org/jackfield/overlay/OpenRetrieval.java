package org.jackfield.overlay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.ChunkFetcher;

/** The real exchange of chunks over a store in memory, for the tests of other rooms. Requests are numbered from 1. */
public final class OpenRetrieval {

    private final Map<Address, Chunk> kept;
    private final AtomicLong ids = new AtomicLong();
    private final ChunkExchange exchange;

    public OpenRetrieval(Topology topology, List<Chunk> chunks) {
        kept = new ConcurrentHashMap<>(chunks.stream().collect(Collectors.toMap(Chunk::address, chunk -> chunk)));
        exchange = new ChunkExchange(topology::table, new Kept(), System::nanoTime, ids::incrementAndGet);
    }

    public Retrieval retrieval() {
        return exchange;
    }

    public ChunkFetcher fetcher() {
        return exchange;
    }

    public boolean has(Address address) {
        return kept.containsKey(address);
    }

    private final class Kept implements Chunks {
        @Override
        public Optional<Chunk> get(Address address) {
            return Optional.ofNullable(kept.get(address));
        }

        @Override
        public void keep(Chunk chunk, boolean ours) {
            kept.put(chunk.address(), chunk);
        }
    }
}
