package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BouncyCastle is the oracle; the vectors below are those that Ethereum's specifications mention. */
class Keccak256Test {

    @ParameterizedTest
    @CsvSource({
        "'',                c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        "abc,               4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        "'Transfer(address,address,uint256)', ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
    })
    void hashesWhatIsKnown(String text, String hash) {
        assertArrayEquals(HexFormat.of().parseHex(hash), Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hashesEveryLengthOverThreeBlocks() {
        byte[] bytes = random(1, 3 * 136 + 9);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] input = Arrays.copyOf(bytes, length);
            assertArrayEquals(oracle(input, length), Keccak256.hash(input), "length " + length);
        }
    }

    @Test
    void doesNotMindHowItsInputIsSplit() {
        Random random = new Random(2);
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = random(run, random.nextInt(2_000));
            Keccak256 keccak = new Keccak256();
            int done = 0;
            while (done < bytes.length) {
                int length = Math.min(random.nextInt(300), bytes.length - done);
                keccak.update(bytes, done, length);
                done += length;
                if (random.nextInt(4) == 0) {
                    assertArrayEquals(oracle(bytes, done), keccak.digest(), "in run " + run);
                }
            }
            assertArrayEquals(oracle(bytes, done), keccak.digest(), "run " + run);
        }
    }

    @Test
    void keepsItsStateWhenItGivesADigest() {
        byte[] bytes = random(3, 1_000);
        Keccak256 keccak = new Keccak256();
        for (int done = 0; done < bytes.length; done++) {
            assertArrayEquals(oracle(bytes, done), keccak.digest());
            assertArrayEquals(oracle(bytes, done), keccak.digest());
            keccak.update(bytes, done, 1);
        }
    }

    @Test
    void copiesAreIndependent() {
        byte[] bytes = random(4, 400);
        Keccak256 original = new Keccak256();
        original.update(bytes, 0, 200);

        Keccak256 copy = original.copy();
        copy.update(bytes, 200, 200);

        assertArrayEquals(oracle(bytes, 200), original.digest());
        assertArrayEquals(oracle(bytes, 400), copy.digest());
        original.update(bytes, 200, 100);
        assertArrayEquals(oracle(bytes, 300), original.digest());
        assertArrayEquals(oracle(bytes, 400), copy.digest());
    }

    @Test
    void restoresASavedState() {
        byte[] bytes = random(5, 400);
        Keccak256 keccak = new Keccak256();
        keccak.update(bytes, 0, 150);
        Keccak256 saved = keccak.copy();
        keccak.update(bytes, 0, 300);

        keccak.restore(saved);

        assertArrayEquals(oracle(bytes, 150), keccak.digest());
    }

    @Test
    void writesADigestWhereItIsTold() {
        byte[] out = new byte[40];
        Keccak256 keccak = new Keccak256();

        long[] work = new Random(7).longs(Keccak256.WORK_LANES).toArray();

        keccak.digestInto(out, 5, work);

        assertArrayEquals(keccak.digest(), Arrays.copyOfRange(out, 5, 37));
        assertEquals(0, out[4] | out[37]);
    }

    @Test
    void joinsItsParts() {
        byte[] bytes = random(6, 500);

        assertArrayEquals(
                Keccak256.hash(bytes),
                Keccak256.hash(Arrays.copyOf(bytes, 77), new byte[0], Arrays.copyOfRange(bytes, 77, 500)));
    }

    @Test
    void refusesWhatIsNotWithinAnArrayAndStaysAsItWas() {
        Keccak256 keccak = new Keccak256();
        byte[] digest = keccak.digest();

        assertThrows(IndexOutOfBoundsException.class, () -> keccak.update(new byte[10], 5, 6));
        assertThrows(IndexOutOfBoundsException.class, () -> keccak.update(new byte[10], -1, 5));
        long[] work = new long[Keccak256.WORK_LANES];
        assertThrows(IndexOutOfBoundsException.class, () -> keccak.digestInto(new byte[40], 9, work));
        assertThrows(
                IndexOutOfBoundsException.class, () -> keccak.digestInto(new byte[40], 0, Arrays.copyOf(work, 24)));
        assertArrayEquals(digest, keccak.digest());
    }

    private static byte[] oracle(byte[] input, int length) {
        KeccakDigest keccak = new KeccakDigest(256);
        keccak.update(input, 0, length);
        byte[] out = new byte[32];
        keccak.doFinal(out, 0);
        return out;
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
