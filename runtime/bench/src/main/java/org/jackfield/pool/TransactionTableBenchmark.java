package org.jackfield.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.chain.Account;
import org.jackfield.chain.Address;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Adding to an empty pool, for each transaction: what is left of its work once the signature has been read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransactionTableBenchmark {

    private static final int COUNT = 4096;
    private static final BigInteger RICH = BigInteger.ONE.shiftLeft(100);
    private static final PoolLimits LIMITS =
            new PoolLimits(BigInteger.ONE, 10, 100, 2 * COUNT, 64 << 20, 64 << 20, COUNT, 64, 16, 10_000);

    @Param({"1", "100", "4096"})
    int perSender;

    /** From the last nonce of a sender to the first: only the last one added can be executed, and with it all others. */
    @Param({"false", "true"})
    boolean reversed;

    private final List<Transaction> transactions = new ArrayList<>();
    private List<PooledTransaction> fresh;
    private TransactionTable table;

    @Setup
    public void sign() {
        for (int i = 0; i < COUNT; i++) {
            TransactionDraft draft = new TransactionDraft();
            draft.type = Transaction.MARKET_FEE;
            draft.chainId = Optional.of(BigInteger.ONE);
            draft.nonce = i % perSender;
            draft.maxTip = BigInteger.TEN;
            draft.maxFee = BigInteger.valueOf(20_000_000_000L);
            draft.gasLimit = 21_000;
            draft.to = Optional.of(sender(i / perSender));
            byte[] key = new byte[32];
            key[31] = 1;
            transactions.add(draft.signed(key));
        }
        if (reversed) {
            Collections.reverse(transactions);
        }
    }

    /** A transaction's marks are for one pool. */
    @Setup(Level.Invocation)
    public void empty() {
        table = new TransactionTable(
                LIMITS, new Accounts(Optional.of(address -> new Account(0, RICH, new byte[32], new byte[32]))));
        fresh = transactions.stream()
                .map(transaction ->
                        new PooledTransaction(transaction, transaction.to().orElseThrow(), Optional.empty()))
                .toList();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public TransactionTable add() throws InvalidTransactionException {
        for (PooledTransaction pooled : fresh) {
            table.add(pooled, 0);
        }
        return table;
    }

    private static Address sender(int number) {
        byte[] address = new byte[Address.BYTES];
        address[0] = (byte) (number >> 8);
        address[1] = (byte) number;
        return Address.of(address);
    }
}
