package org.jackfield.chain;

import java.math.BigInteger;

/**
 * The last block of the chain as far as it is stored.
 *
 * @param hash of the block, not to be changed
 * @param totalDifficulty the sum of all difficulties up to and including this block's
 * @param timestamp seconds since 1970
 */
public record ChainHead(long number, byte[] hash, BigInteger totalDifficulty, long timestamp) {}
