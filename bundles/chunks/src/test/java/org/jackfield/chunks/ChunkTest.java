package org.jackfield.chunks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jackfield.crypto.Keccak256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {

    /** Source: ethersphere/swarm v0.5.8, file/hasher/reference_test.go, over the bytes of common_test.go. */
    @ParameterizedTest
    @CsvSource({
        "31, ece86edb20669cc60d142789d464d57bdf5e33cb789d443f608cbd81cfa5697d",
        "64, 490072cc55b8ad381335ff882ac51303cc069cbcb8d8d3f7aa152d9c617829fe",
        "4096, c10090961e7682a10890c334d759a28426647141213abda93b096b892824d2ef"
    })
    void hashesContentAsTheOriginal(int length, String address) {
        assertEquals(address, content(Samples.serial(length)).address().hex());
    }

    @Test
    void knowsTheEmptyManifest() {
        // Source: ethersphere/swarm v0.5.8, api/http/server_test.go:1416.
        assertEquals(
                "8b634aea26eec353ac0ecbec20c94f44d6f8d11f38d4578a4c207a84c74ef731",
                content("{}".getBytes(StandardCharsets.UTF_8)).address().hex());
    }

    @Test
    void hashesEveryLengthAsThePlainTree() {
        byte[] bytes = Samples.random(7, Chunk.MAX_PAYLOAD_BYTES);
        for (int length = 1; length <= bytes.length; length += length < 200 || length > 4000 ? 1 : 61) {
            byte[] data = Samples.chunk(length, Arrays.copyOf(bytes, length));
            assertArrayEquals(plainTree(data), Chunk.ofContent(data).address().bytes(), "length " + length);
        }
    }

    @Test
    void leavesNothingBehindForTheNextChunk() {
        BmtHash hash = new BmtHash();
        Address small = hash.address(Samples.chunk(3, new byte[] {1, 2, 3}));
        hash.address(Samples.chunk(4096, Samples.random(1, 4096)));
        assertEquals(small, hash.address(Samples.chunk(3, new byte[] {1, 2, 3})));
    }

    @Test
    void refusesWhatIsNotAtItsAddress() throws InvalidChunkException {
        Chunk chunk = content(Samples.random(3, 100));
        assertEquals(chunk, Chunk.verified(chunk.address(), chunk.data()));
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            byte[] broken = i % 3 == 0
                    ? Samples.random(i, random.nextInt(5000))
                    : Arrays.copyOf(chunk.data(), i % 3 == 1 ? random.nextInt(108) : 108);
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] ^= 1 << random.nextInt(8);
            }
            assertThrows(InvalidChunkException.class, () -> Chunk.verified(chunk.address(), broken));
        }
    }

    @Test
    void takesPayloadsOfOneTo4096Bytes() {
        assertThrows(IllegalArgumentException.class, () -> Chunk.ofContent(new byte[8]));
        assertThrows(IllegalArgumentException.class, () -> Chunk.ofContent(new byte[4105]));
        assertEquals(9, Chunk.ofContent(new byte[9]).data().length);
        assertEquals(4104, Chunk.ofContent(new byte[4104]).data().length);
    }

    @Test
    void tellsHowNearAddressesAre() {
        Address zero = Address.ZERO;
        assertEquals(256, zero.proximity(zero));
        assertEquals(Address.MAX_BIN, zero.bin(zero));
        for (int bit = 0; bit < 256; bit++) {
            byte[] other = new byte[Address.BYTES];
            other[bit / 8] = (byte) (0x80 >> bit % 8);
            assertEquals(bit, zero.proximity(Address.of(other)));
            assertEquals(Math.min(16, bit), Address.of(other).bin(zero));
        }
        Address near = Address.parse("01".repeat(32));
        Address far = Address.parse("81".repeat(32));
        assertTrue(near.nearer(zero, far));
        assertFalse(far.nearer(zero, near));
        assertFalse(near.nearer(zero, near));
    }

    private static Chunk content(byte[] payload) {
        return Chunk.ofContent(Samples.chunk(payload.length, payload));
    }

    private static byte[] plainTree(byte[] data) {
        byte[] level = Arrays.copyOf(Arrays.copyOfRange(data, 8, data.length), Chunk.MAX_PAYLOAD_BYTES);
        while (level.length > 32) {
            byte[] above = new byte[level.length / 2];
            for (int i = 0; i < above.length; i += 32) {
                System.arraycopy(Keccak256.hash(Arrays.copyOfRange(level, 2 * i, 2 * i + 64)), 0, above, i, 32);
            }
            level = above;
        }
        return Keccak256.hash(Arrays.copyOf(data, 8), level);
    }
}
