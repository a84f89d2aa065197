package org.jackfield.chain;

import java.math.BigInteger;

/**
 * A block at the end of some branch.
 *
 * @param totalDifficulty the sum of all difficulties up to and including this block's
 */
record Tip(BlockHeader header, BigInteger totalDifficulty) {

    /** With the block that follows it. */
    Tip next(BlockHeader header) {
        return new Tip(header, totalDifficulty.add(header.difficulty()));
    }

    ChainHead head() {
        return new ChainHead(header.number(), header.hash(), totalDifficulty, header.timestamp());
    }
}
