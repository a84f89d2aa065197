package org.jackfield.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way into the {@link Chain} for blocks that do not come from a file; the same service has both. One call at a time,
 * others wait, for an import of a file too; blocks for the disk. What was accepted survives a kill as soon as the call has
 * returned. A thread that is interrupted while it waits gets an {@link java.io.InterruptedIOException}.
 *
 * <p>Which block is the head: before the merge the heaviest, the first seen of equals. After it a block that follows the head
 * becomes the head, be it new or stored before; one of another branch only by {@link #choose}. Who leaves that to somebody
 * else, as with a consensus client, stores blocks without moving the head. It moves to branches of up to 2^20 blocks,
 * counted from where they leave the chain.
 */
@ProviderType
public interface ChainWriter {

    /**
     * Verifies blocks and stores them, on whatever branch. Each follows one that is stored, or the one before it in the list.
     * Those that are there already are skipped.
     *
     * @return how many are new, or had no receipts or no access list until now
     * @throws RejectedBlockException at the first that breaks a rule or follows nothing known; those before it are kept
     * @throws IOException if the disk fails, or the heaviest branch is too long to move to; blocks are stored in that case
     */
    int append(List<NewBlock> blocks) throws RejectedBlockException, IOException;

    /**
     * Whether a header may follow its parent, by the rules that {@link #append} goes by; nothing is stored. Does not wait for
     * others.
     *
     * @return the sum of all difficulties up to and including it
     * @throws RejectedBlockException if it breaks a rule or its parent is not stored
     */
    BigInteger verify(BlockHeader header) throws RejectedBlockException;

    /**
     * As {@link #append}, but the head stays where it is whatever comes: for blocks of which somebody else says when they
     * are the head.
     */
    int store(List<NewBlock> blocks) throws RejectedBlockException, IOException;

    /**
     * Makes a stored block the head, and its ancestors canonical, whatever the weight. If it is canonical already, those
     * after it no longer are.
     *
     * @return false if it is not stored
     * @throws IOException if the disk fails, or its branch is too long to move to; nothing has changed then
     */
    boolean choose(byte[] hash) throws IOException;

    /** @return closing it ends the calls */
    AutoCloseable listen(ChainListener listener);
}
