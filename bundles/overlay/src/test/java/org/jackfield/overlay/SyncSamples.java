package org.jackfield.overlay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;

/** Chunks, the same in every run. */
public final class SyncSamples {

    private SyncSamples() {}

    public static Chunk chunk(int number) {
        return Chunk.ofContent(ByteBuffer.allocate(Chunk.SPAN_BYTES + Integer.BYTES)
                .put((byte) Integer.BYTES)
                .putInt(Chunk.SPAN_BYTES, number)
                .array());
    }

    /** Those that are in one bin of {@code base}. */
    public static List<Chunk> chunks(Address base, int bin, int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(SyncSamples::chunk)
                .filter(chunk -> base.bin(chunk.address()) == bin)
                .limit(count)
                .toList();
    }
}
