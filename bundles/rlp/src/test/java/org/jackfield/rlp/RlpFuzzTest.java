package org.jackfield.rlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in: an {@link RlpException}, or items that are written back byte for byte. Seeded, so repeatable. */
class RlpFuzzTest {

    private static final int CASES = 20_000;

    private final Random random = new Random(0xc0);

    @Test
    void survivesRandomBytes() {
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] input = bytes(random.nextInt(1 << random.nextInt(8)));
            accepted += rereads(input) ? 1 : 0;
        }
        assertTrue(accepted > 0 && accepted < CASES, accepted + " accepted");
    }

    @Test
    void rereadsEveryTreeThatWasWritten() {
        for (int i = 0; i < CASES; i++) {
            byte[] input = Items.encode(List.of(tree(4)));
            assertTrue(rereads(input), () -> HexFormat.of().formatHex(input));
        }
    }

    @Test
    void survivesTruncatedTrees() {
        for (int i = 0; i < CASES; i++) {
            byte[] input = Items.encode(List.of(tree(4)));
            byte[] truncated = Arrays.copyOf(input, random.nextInt(input.length));
            // A string of one byte or nothing at all are whole items too.
            assertTrue(
                    !rereads(truncated) || truncated.length == 0,
                    () -> HexFormat.of().formatHex(input));
        }
    }

    @Test
    void survivesFlippedBits() {
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] input = Items.encode(List.of(tree(4)));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            accepted += rereads(input) ? 1 : 0;
        }
        assertTrue(accepted > 0 && accepted < CASES, accepted + " accepted");
    }

    @Test
    void survivesHeadersThatPromiseAnything() {
        for (int i = 0; i < CASES; i++) {
            byte[] input = bytes(1 + random.nextInt(20));
            input[0] = (byte) (0xb8 + random.nextInt(8) + (random.nextBoolean() ? 0x40 : 0));
            rereads(input);
        }
    }

    /** Every way of reading, in random order. */
    @Test
    void survivesReadersThatExpectSomethingElse() {
        for (int i = 0; i < CASES; i++) {
            byte[] input = Items.encode(List.of(tree(3)));
            input[random.nextInt(input.length)] = (byte) random.nextInt();
            try {
                wander(RlpReader.of(input));
            } catch (RlpException expected) {
                assertTrue(expected.offset() <= input.length);
            }
        }
    }

    private void wander(RlpReader reader) throws RlpException {
        RlpReader current = reader;
        while (current.hasNext()) {
            switch (random.nextInt(11)) {
                case 0 -> current.readBytes(random.nextInt(40));
                case 1 -> current.readBytes();
                case 2 -> current.readBoolean();
                case 3 -> current.readInt();
                case 4 -> current.readLong();
                case 5 -> current.readBigInteger();
                case 6 -> current.readText(20);
                case 7 -> current.readRaw();
                case 8 -> current.skip();
                case 9 -> current.count();
                default -> current = current.nextIsList() ? current.readList() : current;
            }
        }
        current.finish();
    }

    private static boolean rereads(byte[] input) {
        List<Object> items;
        try {
            items = Items.read(RlpReader.of(input));
        } catch (RlpException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= input.length, e.getMessage());
            return false;
        }
        assertArrayEquals(input, Items.encode(items));
        return true;
    }

    private Object tree(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return bytes(random.nextInt(5) == 0 ? random.nextInt(300) : random.nextInt(34));
        }
        List<Object> items = new ArrayList<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            items.add(tree(depth - 1));
        }
        return items;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
