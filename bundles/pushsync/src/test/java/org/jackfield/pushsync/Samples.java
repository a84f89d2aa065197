package org.jackfield.pushsync;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.chunks.Chunk;

/** Chunks for tests. */
final class Samples {

    private Samples() {}

    static Chunk chunk(int seed) {
        byte[] data = new byte[Chunk.SPAN_BYTES + 40];
        new Random(seed).nextBytes(data);
        return Chunk.ofContent(data);
    }

    static List<Chunk> chunks(int count) {
        return IntStream.range(0, count).mapToObj(Samples::chunk).toList();
    }
}
