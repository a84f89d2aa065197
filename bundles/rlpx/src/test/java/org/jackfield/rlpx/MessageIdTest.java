package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

    @Test
    void isTheIntegerThatRlpWrites() throws Exception {
        for (int code = 0; code <= 0x1ffff; code++) {
            check(code);
        }
        check(0xffffff);
        check(0x1000000);
        check(Integer.MAX_VALUE);
    }

    private static void check(int code) throws DisconnectException {
        byte[] out = new byte[MessageId.MAX_BYTES];
        int length = MessageId.put(code, out, 0);
        assertEquals(length, MessageId.length(code));
        assertArrayEquals(RlpWriter.encode(code), Arrays.copyOf(out, length));
        assertEquals(code, MessageId.read(out, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "8100",
                "817f",
                "81",
                "820080",
                "8280",
                "8480000000",
                "850100000000",
                "b8",
                "c0",
                "c101",
                "ff"
            })
    void otherFormsAreRefused(String hex) {
        byte[] frame = HexFormat.of().parseHex(hex);
        assertThrows(DisconnectException.class, () -> MessageId.read(frame, frame.length));
    }

    @Test
    void agreesWithTheRlpReaderOnNoise() {
        Random random = new Random(4);
        byte[] noise = new byte[8];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(noise);
            int length = random.nextInt(noise.length + 1);
            assertEquals(byRlp(noise, length), byMessageId(noise, length));
        }
    }

    private static int byRlp(byte[] bytes, int length) {
        try {
            return RlpReader.of(bytes, 0, length).readInt();
        } catch (RlpException e) {
            return -1;
        }
    }

    private static int byMessageId(byte[] bytes, int length) {
        try {
            return MessageId.read(bytes, length);
        } catch (DisconnectException e) {
            return -1;
        }
    }
}
