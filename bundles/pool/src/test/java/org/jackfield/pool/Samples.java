package org.jackfield.pool;

import java.math.BigInteger;
import java.util.Optional;
import org.jackfield.chain.Account;
import org.jackfield.chain.Address;
import org.jackfield.chain.Fork;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;

/** Transactions, accounts and limits for tests. */
final class Samples {

    static final BigInteger CHAIN = BigInteger.valueOf(1337);
    static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
    static final BigInteger RICH = GWEI.multiply(GWEI).multiply(GWEI);
    static final Address TO = Address.of(new byte[Address.BYTES]);
    static final ChainRules PRAGUE = new ChainRules(CHAIN, Fork.PRAGUE, 30_000_000);

    private Samples() {}

    static byte[] key(int number) {
        byte[] key = new byte[32];
        key[0] = 1;
        key[30] = (byte) (number >> 8);
        key[31] = (byte) number;
        return key;
    }

    static TransactionDraft draft(long nonce, long gwei) {
        TransactionDraft draft = new TransactionDraft();
        draft.type = Transaction.MARKET_FEE;
        draft.chainId = Optional.of(CHAIN);
        draft.nonce = nonce;
        draft.maxTip = GWEI.multiply(BigInteger.valueOf(gwei));
        draft.maxFee = draft.maxTip;
        draft.gasLimit = 30_000;
        draft.to = Optional.of(TO);
        return draft;
    }

    static Transaction transaction(int sender, long nonce, long gwei) {
        return draft(nonce, gwei).signed(key(sender));
    }

    static PooledTransaction pooled(int sender, long nonce, long gwei) {
        return new PooledTransaction(transaction(sender, nonce, gwei), Address.ofKey(key(sender)), Optional.empty());
    }

    static Account account(long nonce, BigInteger balance) {
        return new Account(nonce, balance, new byte[32], new byte[32]);
    }

    /** Everybody has that. */
    static Accounts accounts(long nonce, BigInteger balance) {
        return new Accounts(Optional.of(address -> account(nonce, balance)));
    }

    static PoolLimits limits() {
        return new PoolLimits(BigInteger.ONE, 10, 100, 8192, 64 << 20, 64 << 20, 4096, 64, 16, 10_000);
    }

    static PoolLimits limits(int maxTransactions, int maxPerSender, int maxQueued) {
        return new PoolLimits(
                BigInteger.ONE, 10, 100, maxTransactions, 64 << 20, 64 << 20, maxPerSender, maxQueued, 16, 10_000);
    }
}
