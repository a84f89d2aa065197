package org.jackfield.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellMaskTest {

    /** Those of go-ethereum 1.17.10, types.NewCustodyBitmap. */
    @ParameterizedTest
    @CsvSource({
        "5 21,      20002000000000000000000000000000",
        "0,         01000000000000000000000000000000",
        "63 64,     00000000000000800100000000000000",
        "127,       00000000000000000000000000000080"
    })
    void hasTheFormOfTheWire(String indices, String wire) {
        CellMask mask = CellMask.of(HexFormat.of().parseHex(wire));
        String found = String.join(
                " ",
                IntStream.range(0, 128)
                        .filter(mask::has)
                        .mapToObj(Integer::toString)
                        .toList());
        assertEquals(indices, found);
        assertEquals(indices.split(" ").length, mask.count());
        assertEquals(wire, HexFormat.of().formatHex(mask.bytes()));
    }

    @Test
    void allAndNoneAreFullAndEmpty() {
        assertArrayEquals(new byte[16], CellMask.NONE.bytes());
        assertEquals("ff".repeat(16), HexFormat.of().formatHex(CellMask.ALL.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void anotherLengthIsRefused(int length) {
        assertThrows(IllegalArgumentException.class, () -> CellMask.of(new byte[length]));
    }
}
