package org.jackfield.chain;

import java.math.BigInteger;

/**
 * How many blobs blocks aim at and may hold, and how fast their price follows (EIP-4844, EIP-7840).
 *
 * @param updateFraction the excess of blob gas by which the price grows e-fold
 */
record BlobLimits(int target, int max, long updateFraction) {

    /** EIP-4844, GAS_PER_BLOB. */
    static final long GAS_PER_BLOB = 1 << 17;

    /** EIP-7918, BLOB_BASE_COST. */
    private static final BigInteger BASE_COST = BigInteger.valueOf(1 << 13);

    long maxGas() {
        return max * GAS_PER_BLOB;
    }

    /**
     * The excess blob gas of the block after {@code parent}.
     *
     * @param reservePrice whether blobs cost at least what executing as much would: from Osaka on (EIP-7918)
     */
    long excessAfter(BlockHeader parent, boolean reservePrice) {
        long excess = parent.excessBlobGas().orElse(0L);
        long used = parent.blobGasUsed().orElse(0L);
        if (excess + used < target * GAS_PER_BLOB) {
            return 0;
        }
        if (reservePrice && belowReserve(parent, excess)) {
            return excess + used * (max - target) / max;
        }
        return excess + used - target * GAS_PER_BLOB;
    }

    /** Wei per blob gas, {@code e ^ (excess / updateFraction)} as EIP-4844 approximates it ({@code fake_exponential}). */
    BigInteger price(long excess) {
        BigInteger numerator = BigInteger.valueOf(excess);
        BigInteger denominator = BigInteger.valueOf(updateFraction);
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = denominator;
        for (long i = 1; term.signum() > 0; i++) {
            sum = sum.add(term);
            term = term.multiply(numerator).divide(denominator.multiply(BigInteger.valueOf(i)));
        }
        return sum.divide(denominator);
    }

    private boolean belowReserve(BlockHeader parent, long excess) {
        BigInteger reserve = BASE_COST.multiply(parent.baseFee().orElse(BigInteger.ZERO));
        return reserve.compareTo(BigInteger.valueOf(GAS_PER_BLOB).multiply(price(excess))) > 0;
    }
}
