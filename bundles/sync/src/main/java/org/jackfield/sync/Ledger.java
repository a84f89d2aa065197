package org.jackfield.sync;

import org.jackfield.chain.ChainHead;

/** What of the chain the planning needs. */
interface Ledger {

    ChainHead head();

    /** Whether the block is stored, on whatever branch. */
    boolean has(byte[] hash);

    /** Whether blocks after the head are made by proof of stake, so that weight tells nothing. */
    boolean byStake();
}
