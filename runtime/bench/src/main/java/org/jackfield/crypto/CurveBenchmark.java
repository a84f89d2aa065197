package org.jackfield.crypto;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Both ways to compute on secp256k1. In this package, because a bundle shows neither of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CurveBenchmark {

    @Param({"libsecp256k1", "BouncyCastle"})
    String library;

    private final byte[] privateKey = new byte[32];
    private final byte[] hash = new byte[32];
    private Curve curve;
    private byte[] publicKey;
    private byte[] signature;

    @Setup
    public void load() {
        curve = library.equals("BouncyCastle") ? new BouncyCastleCurve() : new NativeCurve();
        Random random = new Random(256);
        random.nextBytes(privateKey);
        random.nextBytes(hash);
        publicKey = curve.publicKey(privateKey);
        signature = curve.sign(hash, privateKey);
    }

    @Benchmark
    public byte[] publicKey() {
        return curve.publicKey(privateKey);
    }

    @Benchmark
    public byte[] sharedX() throws CryptoException {
        return curve.sharedX(publicKey, privateKey);
    }

    @Benchmark
    public byte[] sign() {
        return curve.sign(hash, privateKey);
    }

    @Benchmark
    public byte[] recover() throws CryptoException {
        return curve.recover(hash, signature);
    }
}
