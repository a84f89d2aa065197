package org.jackfield.pool;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.crypto.Hash;

/**
 * Blob transactions that are in a block, as far as they were here before: the block does not have their blobs, and so they could
 * not come back if it is reorganised away. The eldest go first. For one thread.
 */
final class Limbo {

    private final long maxBytes;
    private final Map<Hash, PooledTransaction> held = new LinkedHashMap<>();
    private long bytes;

    Limbo(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void keep(PooledTransaction pooled) {
        take(pooled.hash());
        held.put(pooled.hash(), pooled);
        bytes += pooled.footprint();
        Iterator<PooledTransaction> eldest = held.values().iterator();
        while (bytes > maxBytes) {
            bytes -= eldest.next().footprint();
            eldest.remove();
        }
    }

    /** Fit to be added to the pool anew. */
    Optional<PooledTransaction> take(Hash hash) {
        Optional<PooledTransaction> taken = Optional.ofNullable(held.remove(hash));
        taken.ifPresent(pooled -> bytes -= pooled.footprint());
        return taken.map(pooled -> new PooledTransaction(pooled.transaction(), pooled.sender(), pooled.blobs()));
    }
}
