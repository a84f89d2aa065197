package org.jackfield.pool;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the pool, PID {@code org.jackfield.pool}. */
@ObjectClassDefinition(id = "org.jackfield.pool", name = "Transaction pool")
@interface PoolConfiguration {

    @AttributeDefinition(description = "Least tip in wei per gas")
    long minTip() default 1;

    @AttributeDefinition(description = "How much higher a replacement's fees have to be, in per cent")
    int priceBump() default 10;

    @AttributeDefinition(description = "The same for transactions with blobs")
    int blobPriceBump() default 100;

    @AttributeDefinition(description = "Transactions at most, those with blobs not counted")
    int maxTransactions() default 8192;

    @AttributeDefinition(description = "Their memory in MiB at most")
    int maxMebibytes() default 64;

    @AttributeDefinition(description = "Memory of transactions with blobs in MiB at most")
    int maxBlobMebibytes() default 64;

    @AttributeDefinition(description = "Transactions of one sender at most")
    int maxPerSender() default 4096;

    @AttributeDefinition(description = "Transactions of one sender at most that wait for one with a lower nonce")
    int maxQueuedPerSender() default 64;

    @AttributeDefinition(description = "Transactions with blobs of one sender at most")
    int maxBlobsPerSender() default 16;

    @AttributeDefinition(description = "How long a transaction waits for one with a lower nonce, in seconds")
    int queuedSeconds() default 10_800;
}
