package org.jackfield.overlay;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is pulled from one peer, and what it pulls. Bins are 0 to {@link Address#MAX_BIN}, counted from the node whose they are;
 * ids of chunks in them begin with 1. For any thread; what reads or writes chunks may block for the disk.
 */
@ProviderType
public interface SyncSeat {

    /** An end that lies beyond whatever will come. */
    long HEAD = Long.MAX_VALUE;

    /** How long an offer waits for more once it has something (ethersphere swarm v0.5.8, network/timeouts). */
    long MORE_MILLIS = 2000;

    /** The peer's bins that we want as things stand, in order. None while there is no chunk store. */
    List<Integer> bins();

    /** That a bin of the peer's reaches so far. If more has come out of it, the peer has begun a new store: that is forgotten. */
    void reaches(int bin, long lastId);

    /** The first part of a bin of the peer's that has not come yet; empty if all has, up to {@code lastId}. */
    Optional<BinRange> missing(int bin, long lastId);

    /** That everything has come out of this part of a bin of the peer's. Is kept on disk within half a minute. */
    void received(int bin, BinRange part);

    /** How far our own bin reaches; 0 if nothing has ever come into it. */
    long lastId(int bin);

    /**
     * What of ours can be offered. Completes, on a thread that must not be kept, as soon as {@code max} are found; if there are
     * fewer, when all of {@code range} is past, or {@value #MORE_MILLIS} ms after the first has come. So it is empty only if the
     * range is past and nothing in it. A chunk store that is away is waited for; it never fails. Whoever no longer waits cancels.
     */
    CompletableFuture<ChunkOffer> offer(int bin, BinRange range, int max);

    /** Those that are still here, in their order; none if the chunk store fails. */
    List<Chunk> load(List<Address> addresses);

    /** The peer has been offered these, and been given what it wanted of them. */
    void pulled(List<Address> addresses);

    /**
     * Which of these are not here yet, by their places; of one that is named twice the first.
     *
     * @throws IOException if there is no chunk store, or it fails: the peer is not to blame, and has given nothing
     */
    BitSet wanted(List<Address> offered) throws IOException;

    /**
     * Keeps what the peer has given.
     *
     * @throws IOException as above
     */
    void keep(List<Chunk> chunks) throws IOException;

    /** The session is over, or handed over. Its offers are cancelled by itself. */
    void leave();
}
