package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** Feeds a decoder malformed input: random, truncated, prolonged, bit-flipped, deeply nested. Seeded. */
final class Fuzz {

    private static final int CASES = 10_000;

    interface Decoder {
        void decode(byte[] input) throws RlpException;
    }

    private Fuzz() {}

    /** Fails if {@code decoder} does anything but accept or raise {@link RlpException}. */
    static void run(byte[] valid, Decoder decoder) throws RlpException {
        decoder.decode(valid);
        Random random = new Random(42);
        for (int i = 0; i < CASES; i++) {
            try {
                decoder.decode(spoiled(valid, random, i));
            } catch (RlpException expected) {
                continue;
            }
        }
        byte[] nested = new byte[RlpReader.MAX_DEPTH * 2];
        for (int i = 0; i < nested.length; i++) {
            nested[i] = (byte) (0xc0 + Math.min(nested.length - i - 1, 55));
        }
        assertThrows(RlpException.class, () -> decoder.decode(nested));
    }

    static byte[] spoiled(byte[] valid, Random random, int round) {
        switch (round % 5) {
            case 0:
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                return noise;
            case 1:
                return Arrays.copyOf(valid, random.nextInt(valid.length));
            case 2:
                return Arrays.copyOf(valid, valid.length + 1 + random.nextInt(50));
            case 3:
                byte[] flipped = valid.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            default:
                byte[] patched = valid.clone();
                for (int i = 0; i < 4; i++) {
                    patched[random.nextInt(Math.min(patched.length, 64))] = (byte) random.nextInt();
                }
                return patched;
        }
    }
}
