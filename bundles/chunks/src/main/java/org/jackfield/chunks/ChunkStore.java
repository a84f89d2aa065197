package org.jackfield.chunks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The chunks that are kept here. A change is written before its call returns, and what is written survives the process. Reads
 * go on beside each other and beside a write; writes take turns. Where there is more than the capacity, the collectable chunks
 * that nobody has wanted for longest go; pinned ones and uploads that are not synced never do.
 *
 * <p>For any thread; may block for the disk. All throw {@link java.io.UncheckedIOException} if the disk fails, and
 * {@link IllegalStateException} when the store is closed.
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/localstore.
 */
@ProviderType
public interface ChunkStore {

    /** What bins are counted from: this node's own address. */
    Address base();

    /**
     * Puts chunks of no upload in particular.
     *
     * @return how many are new
     */
    default int put(PutMode mode, List<Chunk> chunks) {
        return put(mode, chunks, 0);
    }

    /** @return whether it is new */
    default boolean put(PutMode mode, Chunk chunk) {
        return put(mode, List.of(chunk), 0) > 0;
    }

    /**
     * Puts chunks, all or none. One that is here already stays as it is, but that a request makes it wanted.
     *
     * @param tag of the upload, 0 for none; its counters "stored" and "seen" are raised
     * @return how many are new
     */
    int put(PutMode mode, List<Chunk> chunks, int tag);

    Optional<Chunk> get(GetMode mode, Address address);

    boolean has(Address address);

    /** Deletes a chunk, whatever waits for it. One that is pinned stays. Returns whether it has gone. */
    boolean delete(Address address);

    /** Pins a chunk once more. Returns whether it is here. */
    boolean pin(Address address);

    /** Takes back one pin. Returns whether the chunk is here and was pinned. */
    boolean unpin(Address address);

    /** How often a chunk is pinned. */
    int pins(Address address);

    /** Notes that chunks have been synced: raises "sent" or "synced" of their tags, and lets uploads be collected. */
    void synced(SyncMode mode, List<Address> addresses);

    /** The id of the last chunk that came into a bin, 0 if there has never been one. */
    long lastId(int bin);

    /**
     * The chunks of a bin in the order in which they came, of those that are offered to peers: uploaded or synced ones.
     *
     * @param from the first id
     * @param max how many at most
     */
    List<BinEntry> bin(int bin, long from, int max);

    /**
     * Completes, on the thread that puts it, as soon as a bin has an offered chunk with that id or a later one; at once if it has.
     * Whoever no longer waits cancels. Fails with {@link IllegalStateException} when the store closes.
     */
    CompletableFuture<Void> arrival(int bin, long id);

    /**
     * Uploads to be pushed to where they belong, in their order.
     *
     * @param from the first order
     */
    List<PendingPush> unpushed(long from, int max);

    StoreStatus status();

    /** How much of it is kept. */
    Capacity capacity();

    /** This store as a source of content: asks nobody else. */
    ChunkSource source();

    /** This store as a sink of an upload. */
    default ChunkSink sink(int tag) {
        return chunks -> put(PutMode.UPLOAD, chunks, tag);
    }
}
