package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which block is the head, as far as that follows from the blocks: before the merge the heaviest, the first seen of equals;
 * after it whatever follows the head, all else being for the consensus layer to say (EIP-3675, "fork choice rule").
 *
 * @param terminalDifficulty EIP-3675; empty if there is no merge
 */
record HeadRule(Optional<BigInteger> terminalDifficulty) {

    /** Whether {@code block}, which has just been seen, takes the place of {@code head}. */
    boolean moves(Tip head, Tip block) {
        if (Arrays.equals(block.header().parentHash(), head.header().hash())) {
            return true;
        }
        return !byStake(head) && block.totalDifficulty().compareTo(head.totalDifficulty()) > 0;
    }

    /** Whether what follows {@code block} is made by proof of stake. */
    boolean merged(BigInteger totalDifficulty) {
        return terminalDifficulty
                .map(terminal -> totalDifficulty.compareTo(terminal) >= 0)
                .orElse(false);
    }

    /** Blocks that reach the terminal difficulty still compete by weight, until one by stake follows. */
    private boolean byStake(Tip block) {
        return block.header().difficulty().signum() == 0 && merged(block.totalDifficulty());
    }
}
