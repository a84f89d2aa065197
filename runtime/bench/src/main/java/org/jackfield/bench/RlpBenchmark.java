package org.jackfield.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * An answer of 192 block headers of 20 fields, some 105 KB: what eth sends most of while a chain is fetched. Next to a
 * copy of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RlpBenchmark {

    private static final int HEADERS = 192;
    private static final int HASHES = 8;
    private static final int NUMBERS = 11;

    private final byte[] hash = new byte[32];
    private final byte[] bloom = new byte[256];
    private byte[] encoded;
    private byte[] copied;

    @Setup
    public void encodeOnce() {
        new Random(192).nextBytes(hash);
        encoded = write();
        copied = new byte[encoded.length];
    }

    @Benchmark
    public byte[] write() {
        RlpWriter writer = new RlpWriter().beginList().write(1234).beginList();
        for (int header = 0; header < HEADERS; header++) {
            writer.beginList();
            for (int i = 0; i < HASHES; i++) {
                writer.write(hash);
            }
            writer.write(bloom);
            for (int i = 0; i < NUMBERS; i++) {
                writer.write(header * 0x12345L >>> i);
            }
            writer.endList();
        }
        return writer.endList().endList().toByteArray();
    }

    @Benchmark
    public void read(Blackhole sink) throws RlpException {
        RlpReader message = RlpReader.ofList(encoded);
        sink.consume(message.readLong());
        RlpReader headers = message.readList();
        message.finish();
        while (headers.hasNext()) {
            RlpReader header = headers.readList();
            for (int i = 0; i < HASHES; i++) {
                sink.consume(header.readBytes(32));
            }
            sink.consume(header.readBytes(256));
            for (int i = 0; i < NUMBERS; i++) {
                sink.consume(header.readLong());
            }
            header.finish();
        }
    }

    /** The same bytes, as they are. */
    @Benchmark
    public byte[] bare() {
        System.arraycopy(encoded, 0, copied, 0, encoded.length);
        return copied;
    }
}
