package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A block of a file, with what else the file knows of it.
 *
 * @param totalDifficulty up to and including this block
 */
record FileBlock(Block block, Optional<ReceiptList> receipts, Optional<BigInteger> totalDifficulty) {

    static FileBlock of(Block block) {
        return new FileBlock(block, Optional.empty(), Optional.empty());
    }
}
