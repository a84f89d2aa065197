package org.jackfield.chain;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Transactions of types 0 to 2 without end, each with a sender of its own: test data that costs no signing. Whatever the
 * other half of a signature is, with a point of the curve for its first half it is the signature of some key.
 */
public final class MadeTransactions {

    /** The x-coordinate of secp256k1's generator (SEC 2, 2.4.1). */
    private static final BigInteger R =
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);

    /** Well below half the order of the curve (EIP-2). */
    private static final int S_BYTES = 31;

    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
    private static final int MAX_DATA_BYTES = 128;
    private static final long GAS_LIMIT = 100_000;

    private final SplittableRandom random;
    private final Optional<BigInteger> chainId;
    private final int types;

    /** @param types of so many types, from 0 on */
    MadeTransactions(SplittableRandom random, long chainId, int types) {
        this.random = random;
        this.chainId = Optional.of(BigInteger.valueOf(chainId));
        this.types = types;
    }

    /** Those that wait for a block of the chain by stake: first ones of their senders, who pay well. */
    public static MadeTransactions pending(long seed) {
        return new MadeTransactions(new SplittableRandom(seed), MadeBlocks.CHAIN_ID, 3);
    }

    public Transaction next() {
        TransactionDraft draft = new TransactionDraft();
        draft.type = random.nextInt(types);
        draft.chainId = chainId;
        draft.maxTip = GWEI;
        draft.maxFee = GWEI.multiply(BigInteger.valueOf(1_000 + random.nextInt(1_000)));
        draft.gasLimit = GAS_LIMIT;
        draft.to = Optional.of(Address.of(bytes(Address.BYTES)));
        draft.value = GWEI.multiply(BigInteger.valueOf(random.nextInt(1 << 30)));
        draft.data = bytes(random.nextInt(MAX_DATA_BYTES));
        if (draft.type == Transaction.ACCESS_LIST) {
            draft.accessList = List.of(new AccessListEntry(Address.of(bytes(Address.BYTES)), List.of(bytes(32))));
        }
        return draft.with(new Signature(0, R, new BigInteger(1, bytes(S_BYTES)).setBit(0)));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
