package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockFileTest {

    @Test
    void listsComeOneByOneWithTheirOffsets() throws Exception {
        byte[] longList = new byte[60];
        longList[0] = (byte) 0xf8;
        longList[1] = 58;
        try (BlockFile file = open(concat(new byte[] {(byte) 0xc1, 5}, longList, new byte[] {(byte) 0xc0}))) {
            assertArrayEquals(new byte[] {(byte) 0xc1, 5}, file.next().orElseThrow());
            assertEquals(0, file.offset());
            assertArrayEquals(longList, file.next().orElseThrow());
            assertEquals(2, file.offset());
            assertEquals(1, file.next().orElseThrow().length);
            assertTrue(file.next().isEmpty());
            assertEquals(file.size(), file.position());
        }
    }

    @Test
    void anEmptyFileHasNoBlocks() throws Exception {
        try (BlockFile file = open(new byte[0])) {
            assertTrue(file.next().isEmpty());
        }
    }

    @Test
    void aFileCutAnywhereWithinABlockSaysSo() throws Exception {
        byte[] block = Golden.blocks().get(0).encoded();
        for (int length = 1; length < block.length; length++) {
            try (BlockFile file = open(Arrays.copyOf(block, length))) {
                InvalidBlockException error = assertThrows(InvalidBlockException.class, file::next);
                assertEquals("the file ends in the middle of it", error.getMessage());
            }
        }
    }

    @Test
    void anAbsurdLengthIsRefusedBeforeItIsAllocated() throws Exception {
        for (String header : new String[] {"fb02000001", "ffffffffffffffffff", "ff7fffffffffffffff", "fbffffffff"}) {
            try (BlockFile file = open(Hex.bytes(header))) {
                InvalidBlockException error = assertThrows(InvalidBlockException.class, file::next);
                assertTrue(error.getMessage().contains("is no block's"), error.getMessage());
            }
        }
    }

    @Test
    void aStringIsNoBlock() throws Exception {
        try (BlockFile file = open(new byte[] {0x7b})) {
            assertEquals(
                    "no block begins with 0x7b",
                    assertThrows(InvalidBlockException.class, file::next).getMessage());
        }
    }

    @Test
    void malformedFilesRaiseNothingElse() throws IOException {
        byte[] valid = Golden.blocks().get(0).encoded();
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            try (BlockFile file = open(Fuzz.spoiled(valid, random, i))) {
                while (file.next().isPresent()) {
                    assertTrue(file.position() <= file.size());
                }
            } catch (InvalidBlockException expected) {
                continue;
            }
        }
    }

    private static BlockFile open(byte[] contents) {
        return new BlockFile(new ByteArrayInputStream(contents), contents.length);
    }

    private static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
