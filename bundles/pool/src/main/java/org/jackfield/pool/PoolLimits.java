package org.jackfield.pool;

import java.math.BigInteger;

/** What {@link PoolConfiguration} says, in the units of the code; unusable numbers are raised to the least that make sense. */
record PoolLimits(
        BigInteger minTip,
        int priceBump,
        int blobPriceBump,
        int maxTransactions,
        long maxBytes,
        long maxBlobBytes,
        int maxPerSender,
        int maxQueuedPerSender,
        int maxBlobsPerSender,
        long queuedMillis) {

    private static final long MIB = 1 << 20;

    static PoolLimits of(PoolConfiguration configuration) {
        return new PoolLimits(
                BigInteger.valueOf(Math.max(0, configuration.minTip())),
                Math.max(0, configuration.priceBump()),
                Math.max(0, configuration.blobPriceBump()),
                Math.max(1, configuration.maxTransactions()),
                MIB * Math.max(1, configuration.maxMebibytes()),
                MIB * Math.max(1, configuration.maxBlobMebibytes()),
                Math.max(1, configuration.maxPerSender()),
                Math.max(0, configuration.maxQueuedPerSender()),
                Math.max(0, configuration.maxBlobsPerSender()),
                1000L * Math.max(1, configuration.queuedSeconds()));
    }
}
