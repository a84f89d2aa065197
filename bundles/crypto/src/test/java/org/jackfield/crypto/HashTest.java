package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashTest {

    private static final byte[] BYTES =
            HexFormat.of().parseHex("d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3");

    private final Hash hash = Hash.of(BYTES);

    @Test
    void findsWhatWasPutUnderAnotherArrayOfTheSameBytes() {
        assertEquals("genesis", Map.of(hash, "genesis").get(Hash.of(BYTES.clone())));
        assertTrue(hash.is(BYTES.clone()));
    }

    @Test
    void differsInEveryByte() {
        for (int i = 0; i < BYTES.length; i++) {
            byte[] other = BYTES.clone();
            other[i] ^= 1;
            assertNotEquals(hash, Hash.of(other));
            assertFalse(hash.is(other));
        }
    }

    @Test
    void hasItsFirstEightBytesAsItsPrefix() {
        assertEquals(0xd4e56740f876aef8L, hash.prefix());
        assertEquals(0xd4e567, Hash.of(Arrays.copyOf(BYTES, 3)).prefix());
        assertEquals(0, Hash.of(new byte[0]).prefix());
    }

    @Test
    void isShortInLogs() {
        assertEquals("0xd4e56740…", hash.toString());
        assertEquals("0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3", hash.hex());
    }
}
