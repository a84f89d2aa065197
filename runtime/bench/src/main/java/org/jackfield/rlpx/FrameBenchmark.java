package org.jackfield.rlpx;

import java.nio.ByteBuffer;
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

/**
 * A codec on one thread, without a socket: a message to a frame, a frame to a message, and both; next to what one end of
 * a link cannot do without. In this package, because the bundle shows no codec.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class FrameBenchmark {

    private static final int CODE = 0x10;

    // Enough frames that a new session for each turn of them does not show, and few enough to stay in the cache.
    private static final int PREPARED_BYTES = 1 << 18;
    private static final int PREPARED_LEAST = 4;

    @Param({"32", "1024", "32768", "1048576"})
    int bytes;

    /** Random bytes do not shrink: this shows what snappy costs, not what it saves. */
    @Param({"true", "false"})
    boolean snappy;

    private final Scratch sending = new Scratch();
    private final Scratch receiving = new Scratch();
    private byte[] payload;
    private ByteBuffer wire;
    private FrameEncoder encoder;
    private FrameDecoder decoder;
    private ByteBuffer prepared;
    private FrameDecoder preparedDecoder;
    private BareFrame frame;

    @Setup
    public void connect() {
        payload = Payloads.random(bytes);
        wire = ByteBuffer.allocate(2 * bytes + 256);
        encoder = encoder();
        int frameBytes = encode();
        int frames = Math.max(PREPARED_LEAST, PREPARED_BYTES / frameBytes);
        prepared = ByteBuffer.allocate(frames * frameBytes);
        encoder = encoder();
        for (int i = 0; i < frames; i++) {
            encoder.encode(CODE, payload, prepared::put);
        }
        encoder = encoder();
        decoder = decoder();
        frame = new BareFrame(frameBytes);
    }

    @Benchmark
    public byte[] encodeAndDecode() throws DisconnectException {
        encode();
        return decode(decoder, wire.flip());
    }

    @Benchmark
    public int encode() {
        wire.clear();
        encoder.encode(CODE, payload, wire::put);
        return wire.position();
    }

    @Benchmark
    public byte[] decode() throws DisconnectException {
        if (!prepared.hasRemaining()) {
            prepared.clear();
            preparedDecoder = decoder();
        }
        return decode(preparedDecoder, prepared);
    }

    /** Encoding and decoding need the same. */
    @Benchmark
    public long[] bare() {
        return frame.next();
    }

    private FrameEncoder encoder() {
        FrameEncoder made = BareCodec.session(sending).encoder();
        made.compressed(snappy);
        return made;
    }

    private FrameDecoder decoder() {
        FrameDecoder made = BareCodec.session(receiving).decoder();
        made.established(snappy);
        return made;
    }

    private static byte[] decode(FrameDecoder decoder, ByteBuffer input) throws DisconnectException {
        if (!decoder.next(input)) {
            throw new IllegalStateException("the frame is not complete");
        }
        return decoder.payload();
    }
}
