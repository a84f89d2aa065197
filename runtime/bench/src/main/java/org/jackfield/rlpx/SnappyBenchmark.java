package org.jackfield.rlpx;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;
import org.jackfield.bench.Payloads;
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
import org.xerial.snappy.Snappy;

/**
 * Payloads compressed and inflated as a link does it, next to the native library alone and a plain copy. What is
 * inflated goes to a new array; the library's, and the first of the copies, to one that is there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SnappyBenchmark {

    @Param({"32", "256", "1024", "32768", "1048576"})
    int bytes;

    @Param({"random", "text"})
    String content;

    private byte[] payload;
    private byte[] compressed;
    private byte[] inflated;
    private byte[] out;

    @Setup
    public void fill() {
        payload = content.equals("text") ? Payloads.text(bytes) : Payloads.random(bytes);
        out = new byte[Compression.maxCompressedLength(bytes)];
        compressed = Arrays.copyOf(out, compress());
        inflated = new byte[bytes];
    }

    @Benchmark
    public int compress() {
        return Compression.compress(payload, out, 0);
    }

    @Benchmark
    public int compressBare() throws IOException {
        return Snappy.compress(payload, 0, payload.length, out, 0);
    }

    @Benchmark
    public byte[] inflate() throws DisconnectException {
        return Compression.inflate(compressed, 0, compressed.length, bytes);
    }

    @Benchmark
    public int inflateBare() throws IOException {
        return Snappy.uncompress(compressed, 0, compressed.length, inflated, 0);
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(payload, 0, inflated, 0, bytes);
        return inflated;
    }

    @Benchmark
    public byte[] copyToNew() {
        return Arrays.copyOf(payload, bytes);
    }
}
