package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.SnappyFramedInputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

class FramedSnappyTest {

    private static final int MOST = 1 << 20;
    private static final String IDENTIFIER = "ff060000734e61507059";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_535, 65_536, 65_537, 300_000})
    void whatIsDeflatedTheLibraryInflates(int length) throws Exception {
        byte[] text = new byte[length];
        byte[] noise = new byte[length];
        new Random(3).nextBytes(noise);
        assertArrayEquals(text, inflatedByTheLibrary(FramedSnappy.deflate(text)));
        assertArrayEquals(noise, inflatedByTheLibrary(FramedSnappy.deflate(noise)));
        assertArrayEquals(noise, FramedSnappy.inflate(FramedSnappy.deflate(noise), MOST));
        assertTrue(FramedSnappy.deflate(text).length <= length / 10 + IDENTIFIER.length() / 2 + 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_535, 65_536, 65_537, 300_000})
    void whatTheLibraryWritesIsInflated(int length) throws Exception {
        byte[] text = new byte[length];
        byte[] noise = new byte[length];
        new Random(3).nextBytes(noise);
        assertArrayEquals(text, FramedSnappy.inflate(framed(text), MOST));
        assertArrayEquals(noise, FramedSnappy.inflate(framed(noise), MOST));
    }

    @Test
    void chunksThatMayBeSkippedAreSkipped() throws Exception {
        byte[] padded = Hex.bytes(IDENTIFIER + "fe030000000000" + "80010000ff");
        assertEquals(0, FramedSnappy.inflate(padded, MOST).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ff                          | it is not in snappy's framing format
            ff060000734e6150705a        | it is not in snappy's framing format
            ff060000734e615070590001    | a snappy chunk is cut short
            ff060000734e6150705900050000 | a snappy chunk is cut short
            ff060000734e6150705902000000 | a snappy chunk of type 2 and 0 bytes
            ff060000734e6150705900030000000000 | a snappy chunk of type 0 and 3 bytes
            ff060000734e6150705901050000000000 0061 | a snappy chunk does not have its checksum
            ff060000734e6150705900040000000000 00 | a snappy chunk of more than 65536 bytes
            ff060000734e61507059000a000000000000ffffffff0f00 | a snappy chunk
            """)
    void malformedStreamsAreRefused(String stream, String complaint) {
        byte[] bytes = Hex.bytes(stream.replace(" ", ""));
        InvalidBlockException error =
                assertThrows(InvalidBlockException.class, () -> FramedSnappy.inflate(bytes, MOST));
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    @Test
    void moreThanAllowedIsRefused() throws IOException {
        byte[] bomb = framed(new byte[300_000]);
        assertThrows(InvalidBlockException.class, () -> FramedSnappy.inflate(bomb, 200_000));
    }

    @Test
    void malformedInputRaisesNothingElse() throws IOException {
        byte[] valid = framed(Hex.bytes("00ff".repeat(300) + "abcdef"));
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            try {
                FramedSnappy.inflate(Fuzz.spoiled(valid, random, i), MOST);
            } catch (InvalidBlockException expected) {
                continue;
            }
        }
    }

    private static byte[] inflatedByTheLibrary(byte[] framed) throws IOException {
        try (InputStream in = new SnappyFramedInputStream(new ByteArrayInputStream(framed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] framed(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream framed = new SnappyFramedOutputStream(out)) {
            framed.write(data);
        }
        return out.toByteArray();
    }
}
