package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonceDigestTest {

    private static final long[] EDGES = {0, 1, 0xff, 0x100, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, -1};

    private final Random random = new Random(20180809);

    @Test
    void isTheDigestOfTheBeginningAndTheNonceWhereverTheBlockEnds() {
        for (int length = 0; length <= 3 * 136; length++) {
            byte[] beginning = new byte[length];
            random.nextBytes(beginning);
            Keccak256 keccak = new Keccak256();
            keccak.update(beginning, 0, length);
            NonceDigest digest = new NonceDigest(keccak);
            for (long nonce : EDGES) {
                check(beginning, digest, nonce);
            }
            for (long nonce = random.nextInt(); nonce % 20 != 0; nonce++) {
                check(beginning, digest, nonce);
            }
        }
    }

    private static void check(byte[] beginning, NonceDigest digest, long nonce) {
        BigInteger expected = new BigInteger(
                1,
                Keccak256.hash(
                        beginning,
                        ByteBuffer.allocate(Long.BYTES).putLong(nonce).array()));
        digest.nonce(nonce);
        assertEquals(256 - expected.bitLength(), digest.leadingZeros(), "after " + beginning.length + " bytes");
        assertEquals(expected.getLowestSetBit(), digest.trailingZeros(), "after " + beginning.length + " bytes");
    }
}
