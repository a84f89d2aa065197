package org.jackfield.bench;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.jackfield.crypto.BarePermutation;
import org.jackfield.crypto.Keccak256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The small steps of a link's MAC: mix in a few bytes, and take a digest of a state that goes on. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KeccakMacBenchmark {

    private final byte[] input = new byte[32];
    private final byte[] out = new byte[32];
    private final long[] work = new long[Keccak256.WORK_LANES];
    private final Keccak256 jackfield = new Keccak256();
    private final KeccakDigest bouncyCastle = new KeccakDigest(256);
    private final BarePermutation bare = new BarePermutation();
    private MessageDigest jdk;

    @Setup
    public void fill() throws GeneralSecurityException {
        new Random(32).nextBytes(input);
        jdk = MessageDigest.getInstance("SHA3-256");
        jackfield.update(input, 0, 32);
        bouncyCastle.update(input, 0, 32);
        jdk.update(input);
    }

    @Benchmark
    public Object update32Jackfield() {
        jackfield.update(input, 0, 32);
        return jackfield;
    }

    @Benchmark
    public Object update32BouncyCastle() {
        bouncyCastle.update(input, 0, 32);
        return bouncyCastle;
    }

    @Benchmark
    public Object update32JdkSha3() {
        jdk.update(input, 0, 32);
        return jdk;
    }

    @Benchmark
    public Object digestJackfield() {
        jackfield.digestInto(out, 0, work);
        return out;
    }

    @Benchmark
    public Object digestBouncyCastle() {
        new KeccakDigest(bouncyCastle).doFinal(out, 0);
        return out;
    }

    @Benchmark
    public Object digestJdkSha3() throws CloneNotSupportedException, GeneralSecurityException {
        ((MessageDigest) jdk.clone()).digest(out, 0, out.length);
        return out;
    }

    @Benchmark
    public Object hash32Jackfield() {
        return Keccak256.hash(input);
    }

    @Benchmark
    public Object copyJackfield() {
        return jackfield.copy();
    }

    /** One permutation: what a digest, and a hash of less than 136 bytes, cannot do without. */
    @Benchmark
    public Object bare() {
        return bare.permute(1);
    }
}
