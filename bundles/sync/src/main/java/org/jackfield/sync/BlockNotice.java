package org.jackfield.sync;

import java.math.BigInteger;
import java.util.List;

/** What a peer is to be told of new blocks: before the merge, and up to eth/68. */
public sealed interface BlockNotice {

    /**
     * NewBlock.
     *
     * @param block encoded, not to be changed
     * @param totalDifficulty up to and including it
     */
    record Whole(byte[] block, BigInteger totalDifficulty) implements BlockNotice {}

    /** NewBlockHashes. */
    record Hashes(List<NewHash> blocks) implements BlockNotice {}

    record NewHash(byte[] hash, long number) {}
}
