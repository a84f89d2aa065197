package org.jackfield.chunks;

/**
 * How many collectable chunks are kept. When there are more, one in ten goes, so that it is not necessary again at once.
 *
 * @param chunks how many at most
 * @param bytes of their data at most
 */
public record Capacity(long chunks, long bytes) {

    /** That of the original (storage.defaultLDBCapacity), some 20 GB. */
    static final long DEFAULT_CHUNKS = 5_000_000;

    public Capacity {
        if (chunks < 1 || bytes < Chunk.MAX_BYTES) {
            throw new IllegalArgumentException("a store has room for one chunk at least");
        }
    }

    boolean isExceeded(StoreStatus status) {
        return status.collectable() > chunks || status.collectableBytes() > bytes;
    }

    /** Whether so much is left that collecting can end. */
    boolean isMet(StoreStatus status) {
        return status.collectable() <= chunks - chunks / 10 && status.collectableBytes() <= bytes - bytes / 10;
    }
}
