package org.jackfield.bench;

import java.math.BigInteger;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.chain.Address;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.jackfield.rlp.RlpException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a pool does with every transaction it is sent: a transfer of EIP-1559 with 68 bytes of data. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TransactionBenchmark {

    private final RawTransaction raw = make();
    private final Transaction transaction = decoded(raw);

    @Benchmark
    public Transaction decode() throws RlpException {
        return Transaction.decode(raw);
    }

    @Benchmark
    public byte[] hash() {
        return transaction.hash();
    }

    @Benchmark
    public Optional<Address> sender() {
        return transaction.sender();
    }

    private static RawTransaction make() {
        byte[] key = new byte[32];
        key[31] = 1;
        TransactionDraft draft = new TransactionDraft();
        draft.type = Transaction.MARKET_FEE;
        draft.chainId = Optional.of(BigInteger.ONE);
        draft.maxTip = BigInteger.TEN;
        draft.maxFee = BigInteger.valueOf(20_000_000_000L);
        draft.to = Optional.of(Address.of(new byte[20]));
        draft.data = new byte[68];
        draft.gasLimit = 60_000;
        return draft.signed(key).pooled();
    }

    private static Transaction decoded(RawTransaction raw) {
        try {
            return Transaction.decode(raw);
        } catch (RlpException e) {
            throw new IllegalStateException(e);
        }
    }
}
