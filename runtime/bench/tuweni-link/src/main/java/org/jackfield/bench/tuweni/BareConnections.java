package org.jackfield.bench.tuweni;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.concurrent.AsyncResult;
import org.apache.tuweni.concurrent.CompletableAsyncResult;
import org.apache.tuweni.crypto.SECP256K1;
import org.apache.tuweni.rlpx.RLPxConnection;
import org.apache.tuweni.rlpx.RLPxConnectionFactory;
import org.apache.tuweni.rlpx.RLPxMessage;
import org.apache.tuweni.rlpx.wire.Hellos;

/**
 * Both ends of Tuweni's codec on one thread without a socket: a batch of frames is encoded, then decoded, again and again,
 * each by itself. Timed is what the thread has of a processor.
 */
final class BareConnections {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int CODE = 0x10;

    /** As large as those of our own codec beside it. */
    private static final int BATCH_BYTES = 1 << 17;

    /** What Vert.x reads at a time, at most. */
    private static final int PIECE_BYTES = 1 << 16;

    private final RLPxMessage message;
    private final RLPxConnection sender;
    private final RLPxConnection receiver;
    private final List<Bytes> frames = new ArrayList<>();
    private long encodingNanos;
    private long decodingNanos;
    private long messages;
    private long arrived;

    private BareConnections(Bytes payload, RLPxConnection sender, RLPxConnection receiver) {
        message = new RLPxMessage(CODE, payload);
        this.sender = sender;
        this.receiver = receiver;
        sender.configureAfterHandshake(Hellos.compressing());
        receiver.configureAfterHandshake(Hellos.compressing());
    }

    /** Measures for so long: messages a second of one processor, encoded and decoded. */
    static String measure(byte[] payload, long millis) throws InterruptedException {
        BareConnections connections = connect(Bytes.wrap(payload));
        long began = System.nanoTime();
        long nanos = Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() - began < nanos) {
            connections.round();
        }
        return connections.rates();
    }

    private static BareConnections connect(Bytes payload) throws InterruptedException {
        SECP256K1.KeyPair dialing = SECP256K1.KeyPair.random();
        SECP256K1.KeyPair listening = SECP256K1.KeyPair.random();
        CompletableAsyncResult<RLPxConnection> receiver = AsyncResult.incomplete();
        AsyncResult<RLPxConnection> sender =
                RLPxConnectionFactory.createHandshake(dialing, listening.publicKey(), opening -> {
                    CompletableAsyncResult<Bytes> reply = AsyncResult.incomplete();
                    receiver.complete(RLPxConnectionFactory.respondToHandshake(opening, listening, reply::complete));
                    return reply;
                });
        return new BareConnections(payload, sender.get(), receiver.get());
    }

    private void round() {
        long began = THREADS.getCurrentThreadCpuTime();
        int bytes = encode();
        encodingNanos += THREADS.getCurrentThreadCpuTime() - began;
        messages += frames.size();
        byte[] wire = Bytes.concatenate(frames).toArrayUnsafe();
        frames.clear();
        long encoded = THREADS.getCurrentThreadCpuTime();
        decode(wire, bytes);
        decodingNanos += THREADS.getCurrentThreadCpuTime() - encoded;
        if (arrived != messages) {
            throw new IllegalStateException(arrived + " of " + messages + " have been decoded");
        }
    }

    private int encode() {
        int bytes = 0;
        while (bytes < BATCH_BYTES) {
            Bytes frame = sender.write(message);
            frames.add(frame);
            bytes += frame.size();
        }
        return bytes;
    }

    private void decode(byte[] wire, int bytes) {
        for (int at = 0; at < bytes; at += PIECE_BYTES) {
            receiver.stream(Bytes.wrap(wire, at, Math.min(PIECE_BYTES, bytes - at)), one -> arrived++);
        }
    }

    private String rates() {
        double perNano = messages * 1e9;
        return "codec " + Math.round(perNano / encodingNanos) + ' ' + Math.round(perNano / decodingNanos);
    }
}
