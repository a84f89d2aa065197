package org.jackfield.chain;

import java.math.BigInteger;

/**
 * A block with all that an era1 file knows of it.
 *
 * @param totalDifficulty up to and including this block
 */
record EraBlock(Block block, ReceiptList receipts, BigInteger totalDifficulty) {}
