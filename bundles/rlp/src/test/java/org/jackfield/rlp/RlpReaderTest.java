package org.jackfield.rlp;

import static org.jackfield.rlp.Items.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RlpReaderTest {

    private interface Reading {
        Object from(RlpReader reader) throws RlpException;
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "01, 1",
        "7f, 127",
        "8180, 128",
        "81ff, 255",
        "820100, 256",
        "83010000, 65536",
        "847fffffff, 2147483647",
        "8480000000, 2147483648",
        "84ffffffff, 4294967295",
        "850100000000, 4294967296",
        "86010000000000, 1099511627776",
        "8701000000000000, 281474976710656",
        "880100000000000000, 72057594037927936",
        "887fffffffffffffff, 9223372036854775807",
        "888000000000000000, 9223372036854775808",
        "88ffffffffffffffff, 18446744073709551615"
    })
    void readsIntegersOfEveryWidth(String encoding, BigInteger value) throws RlpException {
        byte[] input = hex(encoding);

        assertEquals(value, RlpReader.of(input).readBigInteger());
        assertEquals(value.longValue(), RlpReader.of(input).readUnsignedLong());
        readsOrRefuses(value.bitLength() <= 63, value.longValue(), input, RlpReader::readLong);
        readsOrRefuses(value.bitLength() <= 31, value.intValue(), input, RlpReader::readInt);
        readsOrRefuses(value.bitLength() <= 1, value.equals(BigInteger.ONE), input, RlpReader::readBoolean);
    }

    @Test
    void readsIntegersOf256Bits() throws RlpException {
        BigInteger largest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

        assertEquals(largest, RlpReader.of(hex("a0" + "ff".repeat(32))).readBigInteger());
        refuses(0, "a101" + "00".repeat(32), RlpReader::readBigInteger);
        refuses(0, "8901" + "00".repeat(8), RlpReader::readUnsignedLong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "820001", "8800ffffffffffffff", "8400010000"})
    void refusesIntegersWithALeadingZero(String encoding) {
        refuses(0, encoding, RlpReader::readUnsignedLong);
        refuses(0, encoding, RlpReader::readBigInteger);
        refuses(0, encoding, RlpReader::readInt);
    }

    @ParameterizedTest
    @CsvSource({
        "''", // nothing
        "81",
        "82ff",
        "b8",
        "b838",
        "b9",
        "b901",
        "b90100",
        "bfffffffffffffffff",
        "bf7fffffffffffffff",
        "bf00000000000000ff",
        "c1",
        "c281",
        "f8",
        "f838",
        "f90100",
        "ffffffffffffffffff",
        "fb7fffffff",
        "fbffffffff"
    })
    void refusesItemsThatEndTooSoon(String encoding) {
        refuses(0, encoding, RlpReader::readRaw);
        refuses(0, encoding, RlpReader::nextIsList);
        refuses(0, encoding, RlpReader::nextLength);
    }

    /** [[1, [2, x]], 3] with x one byte longer than its list. */
    @Test
    void tellsWhereItWentWrong() throws RlpException {
        byte[] input = hex("c7c501c302827f03");
        RlpReader deepest = RlpReader.ofList(input).readList();
        assertEquals(1, deepest.readInt());
        deepest = deepest.readList();
        assertEquals(2, deepest.readInt());

        RlpException e = assertThrows(RlpException.class, deepest::readBytes);

        assertEquals(5, e.offset());
        assertTrue(e.getMessage().endsWith("at offset 5"), e.getMessage());
    }

    @Test
    void doesNotReadBeyondAListIntoWhatFollows() throws RlpException {
        RlpReader reader = RlpReader.of(hex("c20102" + "03"));
        RlpReader list = reader.readList();

        assertEquals(1, list.readInt());
        assertEquals(2, list.readInt());
        assertFalse(list.hasNext());
        assertThrows(RlpException.class, list::readInt);
        assertEquals(3, reader.readInt());
        reader.finish();
    }

    @Test
    void keepsItsPlaceWhileAListIsRead() throws RlpException {
        RlpReader reader = RlpReader.of(hex("c20102" + "03"));
        RlpReader list = reader.readList();

        assertEquals(3, reader.readInt());
        assertEquals(1, list.readInt());
    }

    @Test
    void readsAPartOfAnArray() throws RlpException {
        byte[] input = hex("ffff" + "820400" + "ff");
        RlpReader reader = RlpReader.of(input, 2, 3);

        assertEquals(2, reader.position());
        assertEquals(3, reader.remaining());
        assertEquals(1024, reader.readInt());
        reader.finish();
        assertThrows(RlpException.class, () -> RlpReader.of(input, 2, 2).readInt());
        assertThrows(IndexOutOfBoundsException.class, () -> RlpReader.of(input, 2, 5));
    }

    @Test
    void refusesAListForAStringAndAStringForAList() {
        refuses(0, "c101", RlpReader::readBytes);
        refuses(0, "c101", RlpReader::readLong);
        refuses(0, "c101", RlpReader::readBigInteger);
        refuses(0, "01", RlpReader::readList);
        refuses(0, "80", RlpReader::readList);
    }

    @Test
    void refusesStringsOfAnotherLength() throws RlpException {
        assertArrayEquals(hex("0102"), RlpReader.of(hex("820102")).readBytes(2));
        refuses(0, "820102", reader -> reader.readBytes(3));
        refuses(0, "820102", reader -> reader.readBytes(1));
        refuses(0, "820102", reader -> reader.readBytes(3, 5));
        refuses(0, "820102", reader -> reader.readBytes(0, 1));
        refuses(0, "83616263", reader -> reader.readText(2));
        assertEquals("abc", RlpReader.of(hex("83616263")).readText(3));
    }

    @Test
    void replacesMalformedText() throws RlpException {
        assertEquals("a\ufffd", RlpReader.of(hex("8261ff")).readText(2));
    }

    @Test
    void refusesTrailingBytes() {
        RlpException e = assertThrows(RlpException.class, () -> RlpReader.ofList(hex("c10102")));

        assertEquals(2, e.offset());
    }

    @Test
    void countsAndSkipsWithoutLookingInside() throws RlpException {
        // The second item is a list whose content is malformed.
        RlpReader reader = RlpReader.of(hex("01" + "c181" + "8180"));

        assertEquals(3, reader.count());
        reader.skip();
        assertArrayEquals(hex("c181"), reader.readRaw());
        assertEquals(128, reader.readInt());
        assertEquals(0, reader.count());
        refuses(1, "0182", RlpReader::count);
    }

    @Test
    void readsNestedListsUpToALimit() throws RlpException {
        Items.read(RlpReader.of(nested(RlpReader.MAX_DEPTH)));

        RlpException e =
                assertThrows(RlpException.class, () -> Items.read(RlpReader.of(nested(RlpReader.MAX_DEPTH + 1))));

        assertTrue(e.getMessage().contains("deeper than 64"), e.getMessage());
    }

    @Test
    void refusesAMillionNestedListsAsFastAsAny() {
        assertThrows(RlpException.class, () -> Items.read(RlpReader.of(nested(1_000_000))));
    }

    private static byte[] nested(int depth) {
        RlpWriter writer = new RlpWriter();
        if (depth <= 1_000) {
            for (int i = 0; i < depth; i++) {
                writer.beginList();
            }
            for (int i = 0; i < depth; i++) {
                writer.endList();
            }
            return writer.toByteArray();
        }
        // Headers of four bytes, all of which claim what is left.
        byte[] input = new byte[4 * depth];
        for (int at = 0; at < input.length; at += 4) {
            int left = Math.min(input.length - at - 4, 0xffffff);
            input[at] = (byte) 0xfa;
            input[at + 1] = (byte) (left >> 16);
            input[at + 2] = (byte) (left >> 8);
            input[at + 3] = (byte) left;
        }
        return input;
    }

    private static void readsOrRefuses(boolean fits, Object value, byte[] input, Reading reading) throws RlpException {
        if (fits) {
            assertEquals(value, reading.from(RlpReader.of(input)));
        } else {
            assertThrows(RlpException.class, () -> reading.from(RlpReader.of(input)));
        }
    }

    private static void refuses(int offset, String encoding, Reading reading) {
        RlpException e = assertThrows(RlpException.class, () -> reading.from(RlpReader.of(hex(encoding))));
        assertEquals(offset, e.offset(), e.getMessage());
    }
}
