package org.jackfield.bench;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Absorbing much: what a link's MAC does with the body of a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class KeccakBulkBenchmark {

    @Param({"1024", "32768", "1048576"})
    int bytes;

    /** Bytes absorbed before: with 3, lanes of the input fall astride those of the state, as a handshake may have it. */
    @Param("0")
    int before;

    private byte[] input;
    private final Keccak256 jackfield = new Keccak256();
    private final KeccakDigest bouncyCastle = new KeccakDigest(256);
    private MessageDigest jdk;
    private final BarePermutation bare = new BarePermutation();

    // Less than a block: what the next input fills up.
    private int absorbed;

    @Setup
    public void fill() throws NoSuchAlgorithmException {
        input = new byte[bytes];
        new Random(bytes).nextBytes(input);
        jackfield.update(input, 0, before);
        bouncyCastle.update(input, 0, before);
        jdk = MessageDigest.getInstance("SHA3-256");
        jdk.update(input, 0, before);
    }

    @Benchmark
    public Object jackfield() {
        jackfield.update(input, 0, bytes);
        return jackfield;
    }

    @Benchmark
    public Object bouncyCastle() {
        bouncyCastle.update(input, 0, bytes);
        return bouncyCastle;
    }

    /** The same permutation with another padding: for comparison only. */
    @Benchmark
    public Object jdkSha3() {
        jdk.update(input, 0, bytes);
        return jdk;
    }

    /** As many permutations as it takes, and nothing absorbed. */
    @Benchmark
    public Object bare() {
        absorbed += bytes;
        int blocks = absorbed / BarePermutation.BLOCK_BYTES;
        absorbed %= BarePermutation.BLOCK_BYTES;
        return bare.permute(blocks);
    }
}
