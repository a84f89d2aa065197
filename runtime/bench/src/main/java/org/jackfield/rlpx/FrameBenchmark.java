package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;
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

/**
 * Both ends of a link on one thread, without a socket: a message to a frame and back, next to what Keccak alone costs
 * over the same frame on both ends. In this package, because the bundle shows no codec.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class FrameBenchmark {

    private static final int CODE = 0x10;

    // Three digests a frame, as FrameMac says; two of them follow a seed of 16 bytes.
    private static final int DIGESTS = 3;
    private static final int SEEDS = 2;
    private static final int SEED_BYTES = 16;

    @Param({"32", "1024", "32768", "1048576"})
    int bytes;

    /** Random bytes do not shrink: this shows what snappy costs, not what it saves. */
    @Param({"true", "false"})
    boolean snappy;

    private final Keccak256 keccak = new Keccak256();
    private final byte[] digest = new byte[Keccak256.BYTES];
    private byte[] payload;
    private ByteBuffer wire;
    private FrameEncoder encoder;
    private FrameDecoder decoder;
    private byte[] body;

    @Setup
    public void connect() {
        payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        wire = ByteBuffer.allocate(2 * bytes + 256);
        encoder = session().encoder();
        decoder = session().decoder();
        encoder.compressed(snappy);
        decoder.established(snappy);
        encoder.encode(CODE, payload, wire::put);
        body = new byte[wire.position() - 48];
        wire.clear();
        encoder = session().encoder();
        decoder = session().decoder();
        encoder.compressed(snappy);
        decoder.established(snappy);
    }

    @Benchmark
    public byte[] encodeAndDecode() throws DisconnectException {
        wire.clear();
        encoder.encode(CODE, payload, wire::put);
        if (!decoder.next(wire.flip())) {
            throw new IllegalStateException("the frame is not complete");
        }
        return decoder.payload();
    }

    @Benchmark
    public int encode() {
        wire.clear();
        encoder.encode(CODE, payload, wire::put);
        return wire.position();
    }

    /** What no codec can do without. */
    @Benchmark
    public byte[] keccakOfBothEnds() {
        keccakOfOneEnd();
        return keccakOfOneEnd();
    }

    private byte[] keccakOfOneEnd() {
        keccak.update(body, 0, body.length);
        for (int i = 0; i < SEEDS; i++) {
            keccak.update(digest, 0, SEED_BYTES);
        }
        for (int i = 0; i < DIGESTS; i++) {
            keccak.digestInto(digest, 0);
        }
        return digest;
    }

    private static Session session() {
        byte[] key = new byte[32];
        return Session.of(new Secrets(null, key, key, new Keccak256(), new Keccak256()), new Scratch());
    }
}
