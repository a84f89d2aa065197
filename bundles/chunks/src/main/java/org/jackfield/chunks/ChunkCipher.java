package org.jackfield.chunks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jackfield.crypto.Keccak256;

/**
 * Encryption of one chunk under a key of its own. Segments are combined with key material by XOR, so that encrypting and
 * decrypting are the same.
 *
 * <pre>
 *   key of segment i = keccak(keccak(key || i))     i: 4 B, little-endian
 *   payload            segments 0 to 127, padded with random bytes to 4096
 *   span               segment 64: 4096 by the length of a reference
 * </pre>
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/encryption/encryption.go:91-134 and storage/hasherstore.go:268-274. Not for use
 * by several threads.
 */
final class ChunkCipher {

    private static final int SEGMENT_BYTES = 32;
    private static final int SPAN_SEGMENT = 64;
    private static final Keccak256 EMPTY = new Keccak256();
    private static final VarHandle LANE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Keccak256 keyed = new Keccak256();
    private final Keccak256 keccak = new Keccak256();
    private final byte[] counter = new byte[Integer.BYTES];
    private final byte[] segmentKey = new byte[Keccak256.BYTES];
    private final long[] work = new long[Keccak256.WORK_LANES];

    ChunkCipher(byte[] key) {
        keyed.update(key, 0, key.length);
    }

    /** Encrypts span and payload; the result is of full length whatever the payload's, filled up by {@code chance}. */
    byte[] encrypt(byte[] data, Consumer<byte[]> chance) {
        byte[] out = Arrays.copyOf(data, Chunk.MAX_BYTES);
        if (data.length < out.length) {
            byte[] random = new byte[out.length - data.length];
            chance.accept(random);
            System.arraycopy(random, 0, out, data.length, random.length);
        }
        transform(out, data.length);
        return out;
    }

    /** Decrypts all of a chunk, its padding, which comes out as nothing that means anything, with it. */
    byte[] decrypt(byte[] data) {
        byte[] out = data.clone();
        transform(out, out.length);
        return out;
    }

    private void transform(byte[] data, int end) {
        deriveKey(SPAN_SEGMENT);
        combine(data, 0, Chunk.SPAN_BYTES);
        int segment = 0;
        for (int offset = Chunk.SPAN_BYTES; offset < end; offset += SEGMENT_BYTES) {
            deriveKey(segment++);
            combine(data, offset, Math.min(SEGMENT_BYTES, end - offset));
        }
    }

    private void deriveKey(int segment) {
        counter[0] = (byte) segment;
        keccak.restore(keyed);
        keccak.update(counter, 0, counter.length);
        keccak.digestInto(segmentKey, 0, work);
        keccak.restore(EMPTY);
        keccak.update(segmentKey, 0, segmentKey.length);
        keccak.digestInto(segmentKey, 0, work);
    }

    private void combine(byte[] data, int offset, int length) {
        int done = 0;
        for (; length - done >= Long.BYTES; done += Long.BYTES) {
            LANE.set(data, offset + done, (long) LANE.get(data, offset + done) ^ (long) LANE.get(segmentKey, done));
        }
        for (; done < length; done++) {
            data[offset + done] ^= segmentKey[done];
        }
    }
}
