package org.jackfield.chain;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way into the {@link Chain} for blocks that do not come from a file; the same service has both. One call at a time,
 * others wait; blocks for the disk. What was accepted survives a kill as soon as the call has returned.
 *
 * <p>Which block is the head: before the merge the heaviest, the first seen of equals. After it a block that follows the head
 * becomes the head; one of another branch only by {@link #choose}.
 */
@ProviderType
public interface ChainWriter {

    /**
     * Verifies blocks and stores them, on whatever branch. Each follows one that is stored, or the one before it in the list.
     * Those that are there already are skipped.
     *
     * @return how many are new
     * @throws RejectedBlockException at the first that breaks a rule or follows nothing known; those before it are kept
     * @throws IOException if the disk fails
     */
    int append(List<NewBlock> blocks) throws RejectedBlockException, IOException;

    /**
     * Makes a stored block the head, and its ancestors canonical, whatever the weight.
     *
     * @return false if it is not stored
     */
    boolean choose(byte[] hash) throws IOException;

    /** @return closing it ends the calls */
    AutoCloseable listen(ChainListener listener);
}
