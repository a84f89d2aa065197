package org.jackfield.sync;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What a peer tells of its chain.
 *
 * @param head hash of its last block, not to be changed
 * @param number of that block, if known
 * @param earliest number of its first block with body and receipts, zero where that is not told (before eth/69)
 * @param totalDifficulty up to its head, where that is told (before eth/69)
 */
public record RemoteChain(byte[] head, Optional<Long> number, long earliest, Optional<BigInteger> totalDifficulty) {}
