package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class CompressionTest {

    private static final int CASES = 10_000;

    @Test
    void whatWeCompressTheLibraryInflates() throws Exception {
        Random random = new Random(11);
        for (int length = 0; length < 2000; length++) {
            byte[] payload = payload(length, random);
            byte[] out = new byte[3 + Compression.maxCompressedLength(length)];
            int compressed = Compression.compress(payload, out, 3);
            assertArrayEquals(payload, Snappy.uncompress(Arrays.copyOfRange(out, 3, 3 + compressed)));
        }
    }

    @Test
    void whatTheLibraryCompressesWeInflate() throws Exception {
        Random random = new Random(12);
        for (int i = 0; i < CASES; i++) {
            byte[] payload = payload(random.nextInt(3000), random);
            byte[] compressed = Snappy.compress(payload);
            assertArrayEquals(payload, inflate(compressed));
            byte[] out = new byte[payload.length];
            int preamble = payload.length < 0x80 ? 1 : 2;
            assertEquals(true, SnappyBlock.inflate(compressed, preamble, compressed.length, out));
            assertArrayEquals(payload, out);
        }
    }

    /** The native library is the oracle for what is well-formed. */
    @Test
    void agreesWithTheLibraryOnMalformedBlocks() throws Exception {
        Random random = new Random(13);
        for (int i = 0; i < CASES; i++) {
            byte[] compressed = Snappy.compress(payload(1 + random.nextInt(600), random));
            byte[] broken = mutate(compressed, random);
            assertArrayEquals(byLibrary(broken), byUs(broken), () -> Arrays.toString(broken));
        }
    }

    @Test
    void aLengthIsNotBelievedBeyondWhatTheBytesCanHold() {
        byte[] claims1MiB = {(byte) 0x80, (byte) 0x80, 0x40, 0, 0};
        DisconnectException refused = assertThrows(DisconnectException.class, () -> inflate(claims1MiB));
        assertEquals("5 bytes of snappy cannot inflate to 1048576", refused.getMessage());
    }

    @Test
    void theDensestBlockIsBelieved() throws Exception {
        byte[] zeros = new byte[1 << 20];
        assertArrayEquals(zeros, inflate(Snappy.compress(zeros)));
    }

    private static byte[] inflate(byte[] compressed) throws DisconnectException {
        return Compression.inflate(compressed, 0, compressed.length, Message.MAX_PAYLOAD_BYTES);
    }

    private static byte[] byUs(byte[] compressed) {
        try {
            return inflate(compressed);
        } catch (DisconnectException e) {
            assertFalse(e.getMessage().isEmpty());
            return new byte[] {-1};
        }
    }

    private static byte[] byLibrary(byte[] compressed) {
        try {
            boolean sane = compressed.length > 0 && Snappy.uncompressedLength(compressed) <= 22 * compressed.length;
            return sane && Snappy.isValidCompressedBuffer(compressed) ? Snappy.uncompress(compressed) : new byte[] {-1};
        } catch (IOException e) {
            return new byte[] {-1};
        }
    }

    /** Noise, repetition, or both. */
    private static byte[] payload(int length, Random random) {
        byte[] payload = new byte[length];
        int kind = random.nextInt(3);
        int period = 1 + random.nextInt(100);
        for (int i = 0; i < length; i++) {
            boolean noise = kind == 0 || i < period || kind == 1 && random.nextInt(20) == 0;
            payload[i] = noise ? (byte) random.nextInt() : payload[i - period];
        }
        return payload;
    }

    private static byte[] mutate(byte[] compressed, Random random) {
        byte[] out = compressed.clone();
        switch (random.nextInt(3)) {
            case 0 -> out = Arrays.copyOf(out, random.nextInt(out.length));
            case 1 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {
                for (int i = 1 + random.nextInt(out.length); i < out.length; i++) {
                    out[i] = (byte) random.nextInt();
                }
            }
        }
        return out;
    }
}
