package org.jackfield.core;

import java.util.Arrays;
import java.util.Random;

/** Malformed input made from good input, or from nothing. */
final class Mutations {

    private Mutations() {}

    static byte[] of(byte[] good, Random random) {
        switch (random.nextInt(5)) {
            case 0:
                return randomBytes(random, random.nextInt(200));
            case 1:
                return Arrays.copyOf(good, random.nextInt(good.length));
            case 2:
                return Arrays.copyOf(good, good.length + 1 + random.nextInt(100));
            case 3:
                byte[] nested = new byte[random.nextInt(2000)];
                Arrays.fill(nested, (byte) (0xc0 + random.nextInt(0x40)));
                return nested;
            default:
                byte[] flipped = good.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
        }
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
