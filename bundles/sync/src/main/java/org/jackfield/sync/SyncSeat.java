package org.jackfield.sync;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Block;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One peer's place in the synchronization. What comes from the peer is given to it by one thread at a time, what goes to
 * the peer is taken from it by one thread at a time; these may be two. Nothing blocks on the network.
 *
 * <p>A {@link DisconnectException} says that the peer has to go, and why. One that is found out later, when its blocks are
 * verified, is disconnected by way of the {@link org.jackfield.api.PeerDirectory}.
 */
@ProviderType
public interface SyncSeat {

    /** What is to be asked next; stays so until it is {@link #sent}. Empty: wait for the call to {@code wake}. */
    Optional<BlockRequest> next();

    /** That {@link #next} has been handed to the link, and is not to be asked again. Starts its time. */
    void sent(BlockRequest request);

    /**
     * What the peer is to be told unasked; stays so until it is {@link #told}. Empty: wait for the call to {@code wake}. Nothing
     * from eth/69 on, nor after the merge.
     */
    Optional<BlockNotice> news();

    /** That {@link #news} has been handed to the link, and is not to be told again. */
    void told(BlockNotice notice);

    /** The peer's chain goes on: BlockRangeUpdate, or the header of its head has come. */
    void moved(RemoteChain chain) throws DisconnectException;

    /** NewBlockHashes: one of it. */
    void announced(byte[] hash, long number) throws DisconnectException;

    /** NewBlock. */
    void received(Block block, BigInteger totalDifficulty) throws DisconnectException;

    /**
     * BlockHeaders.
     *
     * @param headers encoded, as they came
     * @return false if nobody asked
     */
    boolean headers(long id, List<byte[]> headers) throws DisconnectException;

    /** BlockBodies; likewise. */
    boolean bodies(long id, List<byte[]> bodies) throws DisconnectException;

    /**
     * Receipts; likewise.
     *
     * @param receipts one entry a block: the list of its receipts in the slim form of eth/69, or with blooms before
     * @param slim which of the two
     * @param incomplete whether the last block's list goes on in another answer (from eth/70 on)
     */
    boolean receipts(long id, List<byte[]> receipts, boolean slim, boolean incomplete) throws DisconnectException;

    /**
     * BlockAccessLists; likewise.
     *
     * @param lists one entry a block, in the order of the request: encoded, or empty where the peer has none
     */
    boolean accessLists(long id, List<Optional<byte[]>> lists) throws DisconnectException;

    /** The session has ended and is not handed over: what the peer was asked for is asked of others. */
    void leave();
}
