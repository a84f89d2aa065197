package org.jackfield.chunks;

import java.util.Random;

/** Content for tests. */
final class Samples {

    private Samples() {}

    /** Byte i is i mod 255, as in the original's tests (file/hasher/common_test.go). */
    static byte[] serial(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 255);
        }
        return bytes;
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] chunk(long span, byte[] payload) {
        byte[] data = new byte[Chunk.SPAN_BYTES + payload.length];
        Chunk.putSpan(data, span);
        System.arraycopy(payload, 0, data, Chunk.SPAN_BYTES, payload.length);
        return data;
    }

    static Chunk content(long seed, int length) {
        return Chunk.ofContent(chunk(length, random(seed, length)));
    }
}
