package org.jackfield.rlpx;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.NodeKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A handshake, both ends on one thread, without a socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class HandshakeBenchmark {

    private final NodeKey dialing = NodeKey.generate();
    private final NodeKey listening = NodeKey.generate();
    private final NodeId listener = NodeId.of(listening.publicKey());

    @Benchmark
    public void bothEnds(Blackhole sink) throws HandshakeException {
        Initiator initiator = new Initiator(dialing, listener);
        Handshake.Result received = new Recipient(listening)
                .read(ByteBuffer.wrap(initiator.opening()))
                .orElseThrow();
        sink.consume(received.secrets());
        sink.consume(
                initiator.read(ByteBuffer.wrap(received.reply())).orElseThrow().secrets());
    }
}
