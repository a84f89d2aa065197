package org.jackfield.rlpx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Keccak256;

/**
 * What a link's own classes do on one thread without a socket: a batch of frames is encoded, then decoded, then Keccak alone
 * takes in their bodies, again and again, each by itself. Timed is what the thread has of a processor. In this package, because the bundle shows no codec.
 */
public final class BareCodec {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int CODE = 0x10;

    /** Some of what a link writes and reads at a time: stays in the cache. */
    private static final int BATCH_BYTES = 1 << 17;

    /** Of a frame that is no part of its body: header and two MACs. */
    private static final int AROUND_BODY = FrameEncoder.HEADER_BYTES + 2 * FrameMac.BYTES;

    private final byte[] payload;
    private final FrameEncoder encoder;
    private final FrameDecoder decoder;
    private final Keccak256 keccak = new Keccak256();
    private final ByteBuffer wire;
    private final int frameBytes;
    private final int batch;

    private long encodingNanos;
    private long decodingNanos;
    private long absorbingNanos;
    private long messages;

    /**
     * Messages a second of one processor.
     *
     * @param keccak over the bodies of the frames, once and without a digest: no end of a link can do without
     */
    public record Rates(double encoded, double decoded, double keccak) {

        /** One end encodes and the other one decodes: the slower of them is what a link of two cores can reach. */
        public double slower() {
            return Math.min(encoded, decoded);
        }
    }

    private BareCodec(byte[] payload) throws DisconnectException {
        this.payload = payload;
        encoder = session(new Scratch()).encoder();
        encoder.compressed(true);
        decoder = session(new Scratch()).decoder();
        decoder.established(true);
        int most = AROUND_BODY
                + FrameEncoder.padded(MessageId.MAX_BYTES + Compression.maxCompressedLength(payload.length));
        wire = ByteBuffer.allocate(BATCH_BYTES + most);
        encode(1);
        frameBytes = wire.position();
        decode(1);
        batch = Math.max(1, BATCH_BYTES / frameBytes);
    }

    /**
     * Measures for so long.
     *
     * @param payload of every message
     */
    public static Rates measure(byte[] payload, Duration time) {
        try {
            BareCodec codec = new BareCodec(payload);
            long began = System.nanoTime();
            while (System.nanoTime() - began < time.toNanos()) {
                codec.round();
            }
            return codec.rates();
        } catch (DisconnectException e) {
            throw new IllegalStateException(e);
        }
    }

    private void round() throws DisconnectException {
        long began = THREADS.getCurrentThreadCpuTime();
        encode(batch);
        long encoded = THREADS.getCurrentThreadCpuTime();
        decode(batch);
        long decoded = THREADS.getCurrentThreadCpuTime();
        absorb();
        absorbingNanos += THREADS.getCurrentThreadCpuTime() - decoded;
        decodingNanos += decoded - encoded;
        encodingNanos += encoded - began;
        messages += batch;
    }

    private void encode(int frames) {
        wire.clear();
        for (int i = 0; i < frames; i++) {
            encoder.encode(CODE, payload, wire::put);
        }
    }

    private void decode(int frames) throws DisconnectException {
        wire.flip();
        for (int i = 0; i < frames; i++) {
            if (!decoder.next(wire) || decoder.payload().length != payload.length) {
                throw new IllegalStateException("what has been encoded cannot be decoded");
            }
        }
    }

    private void absorb() {
        int body = frameBytes - AROUND_BODY;
        for (int i = 0; i < batch; i++) {
            keccak.update(wire.array(), i * frameBytes + FrameEncoder.HEADER_BYTES + FrameMac.BYTES, body);
        }
    }

    private Rates rates() {
        double perNano = messages * 1e9;
        return new Rates(perNano / encodingNanos, perNano / decodingNanos, perNano / absorbingNanos);
    }

    /** Both ends have the same secrets, and the same running states. */
    static Session session(Scratch scratch) {
        byte[] key = new byte[32];
        return Session.of(new Secrets(null, key, key, new Keccak256(), new Keccak256()), scratch);
    }
}
