package org.jackfield.chunks;

/**
 * How full a store is.
 *
 * @param chunks how many there are
 * @param bytes of all their data
 * @param collectable how many of them may be collected: neither pinned nor waiting to be synced
 * @param collectableBytes of those
 */
public record StoreStatus(long chunks, long bytes, long collectable, long collectableBytes) {

    static final StoreStatus EMPTY = new StoreStatus(0, 0, 0, 0);

    StoreStatus added(int length) {
        return new StoreStatus(chunks + 1, bytes + length, collectable, collectableBytes);
    }

    StoreStatus removed(int length) {
        return new StoreStatus(chunks - 1, bytes - length, collectable, collectableBytes);
    }

    StoreStatus collectable(int length) {
        return new StoreStatus(chunks, bytes, collectable + 1, collectableBytes + length);
    }

    StoreStatus uncollectable(int length) {
        return new StoreStatus(chunks, bytes, collectable - 1, collectableBytes - length);
    }
}
