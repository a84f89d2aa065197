package org.jackfield.sync;

import java.util.Optional;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.ChainHead;

/** What of the chain the planning needs. For any thread. */
interface Ledger {

    ChainHead head();

    /** Whether the block is stored, on whatever branch. */
    boolean has(byte[] hash);

    /** Of the canonical block with that number. */
    Optional<BlockHeader> header(long number);

    /** Whether the access list of a block is stored, or known to be empty. */
    boolean hasAccessList(BlockHeader header);

    /** The whole of a stored block. */
    Optional<Block> block(BlockHeader header);

    /** Whether blocks after the head are made by proof of stake, so that weight tells nothing. */
    boolean byStake();
}
