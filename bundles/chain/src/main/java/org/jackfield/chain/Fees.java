package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What the block after the head charges at least.
 *
 * @param baseFee wei per gas; from London on (EIP-1559)
 * @param blobFee wei per blob gas; from Cancun on (EIP-4844)
 */
public record Fees(Optional<BigInteger> baseFee, Optional<BigInteger> blobFee) {}
