package org.jackfield.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;

class KnownHashesTest {

    private static final int CAPACITY = 1000;

    private final KnownHashes known = new KnownHashes(CAPACITY);
    private final Random random = new Random(1);

    @Test
    void remembersTheLastOnesAndForgetsTheOldest() {
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < 10 * CAPACITY; i++) {
            Hash hash = hash();
            hashes.add(hash);
            assertTrue(known.add(hash));
            assertFalse(known.add(hash));
        }
        int last = hashes.size();
        assertTrue(hashes.subList(last - CAPACITY, last).stream().allMatch(known::has));
        long remembered = hashes.stream().filter(known::has).count();
        assertTrue(remembered <= 2 * CAPACITY, "" + remembered);
    }

    @Test
    void forgetsTheElderHalfWhenItAges() {
        Hash old = hash();
        known.add(old);
        known.age();
        assertTrue(known.has(old));
        known.age();
        assertFalse(known.has(old));
        assertEquals(true, known.add(old));
    }

    private Hash hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Hash.of(bytes);
    }
}
