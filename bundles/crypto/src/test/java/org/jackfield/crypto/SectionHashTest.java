package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SectionHashTest {

    private final SectionHash sections = new SectionHash();

    @Test
    void hashesASectionAsKeccakDoes() {
        byte[] bytes = new byte[100];
        new Random(1).nextBytes(bytes);
        for (int offset = 0; offset <= bytes.length - SectionHash.BYTES; offset++) {
            long[] digest = new long[6];
            sections.hash(bytes, offset, digest, 1);
            byte[] section = Arrays.copyOfRange(bytes, offset, offset + SectionHash.BYTES);
            assertArrayEquals(Keccak256.hash(section), bytes(digest, 1));
        }
    }

    @Test
    void hashesTwoDigestsInPlace() {
        long[] lanes = new Random(2).longs(12).toArray();
        byte[] pair = bytes(lanes, 4, SectionHash.LANES);
        sections.hash(lanes, 4, lanes, 4);
        assertArrayEquals(Keccak256.hash(pair), bytes(lanes, 4));
    }

    @Test
    void refusesASectionBeyondTheArray() {
        assertThrows(IndexOutOfBoundsException.class, () -> sections.hash(new byte[64], 1, new long[4], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> sections.hash(new byte[64], 0, new long[4], 1));
    }

    private static byte[] bytes(long[] lanes, int offset) {
        return bytes(lanes, offset, SectionHash.DIGEST_LANES);
    }

    private static byte[] bytes(long[] lanes, int offset, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(lanes, offset, count);
        return buffer.array();
    }
}
